package com.estflux.privacy.reference.http;

/** Whether a system may serve: one that may have forgotten an erasure does not. */
public interface Readiness {

    /** Whether every command that was waiting at the start has been dealt with. */
    boolean caughtUp();

    /** Whether the database answers now. */
    boolean databaseReachable();
}
