package com.estflux.privacy.stack;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** A server of the platform's testing kit, as a component. */
final class ServerComponent implements Component {

    private final String name;
    private final Path log;
    private final BooleanSupplier alive;
    private final Runnable kill;
    private final Runnable restart;
    private final Runnable stop;
    private volatile boolean wanted = true;

    ServerComponent(String name, Path log, BooleanSupplier alive, Runnable kill, Runnable restart, Runnable stop) {
        this.name = name;
        this.log = log;
        this.alive = alive;
        this.kill = kill;
        this.restart = restart;
        this.stop = stop;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAlive() {
        return alive.getAsBoolean();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void kill() {
        wanted = false;
        kill.run();
    }

    @Override
    public void restart() {
        restart.run();
        wanted = true;
    }

    @Override
    public void stop() {
        wanted = false;
        stop.run();
    }

    @Override
    public boolean isWanted() {
        return wanted;
    }
}
