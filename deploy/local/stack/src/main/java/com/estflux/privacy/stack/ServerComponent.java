package com.estflux.privacy.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;

/** A server of the platform's testing kit, as a component. */
final class ServerComponent implements Component {

    private static final int CONNECT_MILLIS = 2000;

    private final String name;
    private final Path log;
    private final int port;
    private final Runnable kill;
    private final Runnable restart;
    private final Runnable stop;
    private volatile boolean wanted = true;

    ServerComponent(String name, Path log, int port, Runnable kill, Runnable restart, Runnable stop) {
        this.name = name;
        this.log = log;
        this.port = port;
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
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
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
