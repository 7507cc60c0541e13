package com.estflux.privacy.metrics.admission;

import com.estflux.privacy.platform.problem.ProblemType;

/** Rooms for tests of what needs one. */
public final class Rooms {

    private Rooms() {}

    /** A room for anything. */
    public static Room unbounded() {
        return Room.open(new Admission(Long.MAX_VALUE), new ProblemType("busy", 429, "Busy"), 0);
    }
}
