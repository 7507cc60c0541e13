package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.counter.Reading;
import org.jspecify.annotations.Nullable;

/**
 * A sample or a reading of counters as a request carries it, or why it is none.
 *
 * @param line its line or element, from 1
 * @param sample the sample, null if it is none
 * @param reading the reading, null if it is none
 * @param refusal a stable code, null if it is a sample or a reading
 */
record SampleLine(
        int line,
        @Nullable VpsSampled sample,
        @Nullable Reading reading,
        @Nullable String refusal) {

    static SampleLine of(int line, VpsSampled sample) {
        return new SampleLine(line, sample, null, null);
    }

    static SampleLine of(int line, Reading reading) {
        return new SampleLine(line, null, reading, null);
    }

    static SampleLine refused(int line, String code) {
        return new SampleLine(line, null, null, code);
    }
}
