package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import org.jspecify.annotations.Nullable;

/**
 * A sample as a request carries it, or why it is none.
 *
 * @param line its line or element, from 1
 * @param sample the sample, null if refused
 * @param refusal a stable code, null if it is a sample
 */
record SampleLine(
        int line, @Nullable VpsSampled sample, @Nullable String refusal) {

    static SampleLine of(int line, VpsSampled sample) {
        return new SampleLine(line, sample, null);
    }

    static SampleLine refused(int line, String code) {
        return new SampleLine(line, null, code);
    }
}
