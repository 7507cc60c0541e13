package com.estflux.privacy.stack;

import java.nio.file.Path;

/** One program of the stack, with its own process. */
public interface Component {

    /** What people call it: {@code dsr}, {@code kafka}. */
    String name();

    /** Whether its process runs. */
    boolean isAlive();

    /** Where its output is. */
    Path log();

    /** Ends it as a crash would. It stays down until {@link #restart()}. */
    void kill();

    /** Starts it again on its data and port, and waits until it is ready. */
    void restart();

    /** Asks it to stop, waits, then insists. */
    void stop();

    /** Whether it should be running: started, and neither killed nor stopped on purpose. */
    boolean isWanted();
}
