package com.estflux.privacy.dsr.config;

import java.time.Duration;

/** Pauses that double, up to a longest one. */
public final class Backoff {

    private static final int MOST_DOUBLINGS = 30;

    private Backoff() {}

    /** The pause after this many attempts, from 1. */
    public static Duration after(int attempts, Duration first, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(Math.max(attempts - 1, 0), MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }
}
