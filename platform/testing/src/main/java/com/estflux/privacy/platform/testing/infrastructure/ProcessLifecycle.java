package com.estflux.privacy.platform.testing.infrastructure;

import java.util.function.Supplier;

/** A server as a child process. */
final class ProcessLifecycle implements Lifecycle {

    private final Supplier<ManagedProcess> launch;
    private volatile ManagedProcess process;

    /**
     * Starts it.
     *
     * @param launch starts a process and waits until it answers
     */
    ProcessLifecycle(Supplier<ManagedProcess> launch) {
        this.launch = launch;
        this.process = launch.get();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        process.close();
        process = launch.get();
    }

    @Override
    public void close() {
        process.close();
    }
}
