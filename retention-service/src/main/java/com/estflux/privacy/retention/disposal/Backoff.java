package com.estflux.privacy.retention.disposal;

import java.time.Duration;

/** Pauses that double, up to a longest. */
final class Backoff {

    private static final int MOST_DOUBLINGS = 30;

    private Backoff() {}

    /** The pause after a number of sends, from 1. */
    static Duration pause(int sends, Duration first, Duration longest) {
        Duration doubled = first.multipliedBy(1L << Math.min(sends - 1, MOST_DOUBLINGS));
        return doubled.compareTo(longest) > 0 ? longest : doubled;
    }
}
