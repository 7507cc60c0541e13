package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the timestamps of line protocol count. */
enum Precision {
    NS(1_000_000_000L),
    US(1_000_000L),
    MS(1_000L),
    S(1L);

    private final long perSecond;

    Precision(long perSecond) {
        this.perSecond = perSecond;
    }

    /**
     * The precision a request names; nanoseconds if it names none.
     *
     * @throws ProblemException 400 if it is not one
     */
    static Precision named(@Nullable String name) {
        if (name == null) {
            return NS;
        }
        return switch (name) {
            case "ns" -> NS;
            case "us" -> US;
            case "ms" -> MS;
            case "s" -> S;
            default -> throw Problems.badRequest("invalid-precision", "Invalid precision", "pass one of ns, us, ms, s");
        };
    }

    /** The moment, to the microsecond, which is what is stored; null if there is no such moment. */
    @Nullable
    Instant instant(long timestamp) {
        try {
            long nanos = Math.floorMod(timestamp, perSecond) * (1_000_000_000L / perSecond);
            return Instant.ofEpochSecond(Math.floorDiv(timestamp, perSecond), nanos / 1_000 * 1_000);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
