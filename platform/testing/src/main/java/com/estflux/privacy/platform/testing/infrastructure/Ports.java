package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Ports on loopback, and waiting for who listens there. */
final class Ports {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Ports() {}

    /** Whether somebody accepts connections. */
    static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** Waits until a server is ready; fails at once if it ended, and at the bound if it is still not ready. */
    static void awaitReady(Watched server, Duration bound, BooleanSupplier ready) {
        Instant end = Instant.now().plus(bound);
        while (!ready.getAsBoolean()) {
            if (!server.isAlive()) {
                throw new InfrastructureException(server + " ended while starting, see " + server.log());
            }
            if (Instant.now().isAfter(end)) {
                server.kill();
                throw new InfrastructureException(
                        server + " was not ready within " + bound.toSeconds() + " s, see " + server.log());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                server.kill();
                throw new InfrastructureException("interrupted while waiting for " + server);
            }
        }
    }
}
