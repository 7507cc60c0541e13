package com.estflux.privacy.stack;

import com.estflux.privacy.platform.testing.infrastructure.ManagedProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A program in a JVM of its own that says over HTTP when it is ready. */
final class JavaProgram implements Component {

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofMillis(150);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private final URI ready;
    private volatile ManagedProcess process;
    private volatile boolean wanted = true;

    private JavaProgram(String name, List<String> command, Map<String, String> environment, Path log, URI ready) {
        this.name = name;
        this.command = command;
        this.environment = environment;
        this.log = log;
        this.ready = ready;
        this.process = launch();
    }

    /**
     * Starts a program; {@link #awaitReady()} waits for it.
     *
     * @param name what people call it
     * @param command the JVM and its arguments
     * @param environment its settings and secrets: unlike arguments, no other user can read them
     * @param log where its output goes
     * @param ready answers 200 once it can be used
     */
    static JavaProgram start(String name, List<String> command, Map<String, String> environment, Path log, URI ready) {
        return new JavaProgram(name, command, environment, log, ready);
    }

    /**
     * Waits until it is ready.
     *
     * @throws StackException if it ended instead, or takes too long
     */
    void awaitReady() {
        Instant end = Instant.now().plus(START);
        while (!answers()) {
            if (!process.isAlive()) {
                throw new StackException(name + " ended while starting, see " + log);
            }
            if (Instant.now().isAfter(end)) {
                throw new StackException(name + " was not ready within " + START.toSeconds() + " s, see " + log);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new StackException("interrupted while waiting for " + name);
            }
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public void kill() {
        wanted = false;
        process.kill();
    }

    @Override
    public void restart() {
        process.close();
        process = launch();
        wanted = true;
        awaitReady();
    }

    @Override
    public void stop() {
        wanted = false;
        process.close();
    }

    @Override
    public boolean isWanted() {
        return wanted;
    }

    private ManagedProcess launch() {
        return ManagedProcess.start(name, command, environment, log);
    }

    private boolean answers() {
        HttpRequest request =
                HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(5)).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while waiting for " + name, e);
        }
    }
}
