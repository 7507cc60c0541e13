package com.estflux.privacy.platform.testing.infrastructure;

/** Something that was started and is waited for. */
interface Watched {

    /** Whether it runs. */
    boolean isAlive();

    /** Ends it as a crash would. */
    void kill();

    /** Where what it has to say is found. */
    Object log();
}
