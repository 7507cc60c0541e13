package com.estflux.privacy.metrics.config;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which times are believed, whatever was measured then.
 *
 * @param back how far back they may lie
 * @param ahead how far ahead they may lie
 */
public record AcceptedTimes(Duration back, Duration ahead) {

    private static final Instant NEVER_BEFORE = Instant.parse("2000-01-01T00:00:00Z");

    /** As configured. */
    public static AcceptedTimes of(MetricsConfig config) {
        return new AcceptedTimes(config.acceptedBack(), config.acceptedAhead());
    }

    /** Why a time is refused, as a stable code; null if it is believed. */
    public @Nullable String refusal(Instant at, Instant now) {
        if (!at.equals(at.truncatedTo(ChronoUnit.MICROS))) {
            return "time-finer-than-microseconds";
        }
        if (at.isAfter(now.plus(ahead))) {
            return "in-the-future";
        }
        return at.isBefore(NEVER_BEFORE) || at.isBefore(now.minus(back)) ? "too-late" : null;
    }
}
