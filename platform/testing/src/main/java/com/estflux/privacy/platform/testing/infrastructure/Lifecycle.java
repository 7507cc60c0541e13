package com.estflux.privacy.platform.testing.infrastructure;

/** How a server lives: as a child process or in a container. Its data survives everything but the end of a container. */
interface Lifecycle extends AutoCloseable {

    /** Whether it runs. */
    boolean isAlive();

    /** Ends it as a crash would. */
    void kill();

    /** Starts it again, on the same data and port, and waits until it answers. */
    void restart();

    @Override
    void close();
}
