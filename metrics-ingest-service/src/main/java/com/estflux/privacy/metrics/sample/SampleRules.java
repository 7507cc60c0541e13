package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.config.AcceptedTimes;
import com.estflux.privacy.metrics.counter.CounterService;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which samples are believed. Every refusal has a stable code, the same on every way in.
 *
 * @param times which times are believed
 */
record SampleRules(AcceptedTimes times) {

    /** Longest interval of one sample, seconds: no longer than the hour it is counted in. */
    static final long LONGEST_INTERVAL = 3_600;
    /** Most memory a VPS can have, bytes. */
    static final long MOST_MEMORY = 1L << 50;

    /** Why a sample is refused; empty if it is believed. */
    Optional<String> refusal(VpsSampled sample, Instant now) {
        return Optional.ofNullable(timing(sample, now)).or(() -> Optional.ofNullable(figures(sample)));
    }

    private @Nullable String timing(VpsSampled sample, Instant now) {
        String refusal = times.refusal(sample.sampledAt(), now);
        long interval = sample.intervalSeconds();
        return refusal == null && (interval < 1 || interval > LONGEST_INTERVAL) ? "interval-out-of-range" : refusal;
    }

    private static @Nullable String figures(VpsSampled sample) {
        long most = CounterService.MOST_PER_SECOND * sample.intervalSeconds();
        long[] amounts = {
            sample.cpuMicroseconds(),
            sample.diskReadBytes(),
            sample.diskWrittenBytes(),
            sample.diskReadOperations(),
            sample.diskWriteOperations(),
            sample.networkReceivedBytes(),
            sample.networkTransmittedBytes()
        };
        for (long amount : amounts) {
            if (amount < 0) {
                return "negative-figure";
            }
            if (amount > most) {
                return "implausible-figure";
            }
        }
        if (sample.memoryUsedBytes() < 0) {
            return "negative-figure";
        }
        return sample.memoryUsedBytes() > MOST_MEMORY ? "implausible-figure" : null;
    }
}
