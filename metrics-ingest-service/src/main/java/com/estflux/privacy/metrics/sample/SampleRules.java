package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which samples are believed. Every refusal has a stable code, the same on every way in.
 *
 * @param acceptedBack how far back a sample may lie
 * @param acceptedAhead how far ahead a sample may lie
 */
record SampleRules(Duration acceptedBack, Duration acceptedAhead) {

    /** Longest interval of one sample, seconds: no longer than the hour it is counted in. */
    static final long LONGEST_INTERVAL = 3_600;
    /** Most a VPS can move or be given in a second: bytes, operations, microseconds of CPU. */
    static final long MOST_PER_SECOND = 125_000_000_000L;
    /** Most memory a VPS can have, bytes. */
    static final long MOST_MEMORY = 1L << 50;

    private static final Instant NEVER_BEFORE = Instant.parse("2000-01-01T00:00:00Z");

    /** Why a sample is refused; empty if it is believed. */
    Optional<String> refusal(VpsSampled sample, Instant now) {
        return Optional.ofNullable(timing(sample, now)).or(() -> Optional.ofNullable(figures(sample)));
    }

    private @Nullable String timing(VpsSampled sample, Instant now) {
        Instant at = sample.sampledAt();
        if (!at.equals(at.truncatedTo(ChronoUnit.MICROS))) {
            return "time-finer-than-microseconds";
        }
        if (at.isAfter(now.plus(acceptedAhead))) {
            return "in-the-future";
        }
        if (at.isBefore(NEVER_BEFORE) || at.isBefore(now.minus(acceptedBack))) {
            return "too-late";
        }
        long interval = sample.intervalSeconds();
        return interval < 1 || interval > LONGEST_INTERVAL ? "interval-out-of-range" : null;
    }

    private static @Nullable String figures(VpsSampled sample) {
        long most = MOST_PER_SECOND * sample.intervalSeconds();
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
