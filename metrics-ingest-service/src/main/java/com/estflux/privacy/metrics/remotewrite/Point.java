package com.estflux.privacy.metrics.remotewrite;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value of a series.
 *
 * @param value the value
 * @param timestamp milliseconds since the epoch
 */
record Point(double value, long timestamp) {

    /** The one NaN by which Prometheus says that a series has ended. */
    private static final long STALE = 0x7ff0000000000002L;

    /** 2^63, which no counter reaches. */
    private static final double TOO_LARGE = 0x1p63;

    boolean isStale() {
        return Double.doubleToRawLongBits(value) == STALE;
    }

    /** The value in whole units of this scale, null if it is not a number, negative or too large. */
    @Nullable
    Long scaled(long scale) {
        double scaled = value * scale;
        return scaled >= 0 && scaled < TOO_LARGE ? Math.round(scaled) : null;
    }

    /** The moment, null if there is none such. */
    @Nullable
    Instant time() {
        try {
            return Instant.ofEpochMilli(timestamp);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
