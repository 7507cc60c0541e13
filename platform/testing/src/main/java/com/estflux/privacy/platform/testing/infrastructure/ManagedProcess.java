package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A child process with its log file. It ends with this JVM, at the latest. Stopping touches only what was started here,
 * by process id.
 */
public final class ManagedProcess implements Watched, AutoCloseable {

    /** On a machine that has much else to do, what takes ten seconds takes minutes. */
    private static final Duration RUN = Duration.ofMinutes(10);

    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration CHILD_GRACE = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final Path log;
    private final Thread lastResort;
    private volatile List<String> stopCommand = List.of();

    private ManagedProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.lastResort = new Thread(this::kill, "stop-" + name);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts a process.
     *
     * @param name what people call it
     * @param command program and arguments
     * @param environment added to this process's own
     * @param log where its output is appended
     */
    public static ManagedProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            return new ManagedProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new InfrastructureException(name + " cannot be started", e);
        }
    }

    /** The same process, asked to end with this command rather than with SIGTERM. */
    ManagedProcess stoppedBy(List<String> command) {
        stopCommand = List.copyOf(command);
        return this;
    }

    /** Runs a short command to its end; fails with where its output is if that is not success. */
    static void run(String name, List<String> command, Map<String, String> environment, Path log) {
        try (ManagedProcess running = start(name, command, environment, log)) {
            if (!running.process.waitFor(RUN.toSeconds(), TimeUnit.SECONDS)) {
                throw new InfrastructureException(name + " did not end within " + RUN.toMinutes() + " min, see " + log);
            }
            if (running.process.exitValue() != 0) {
                throw new InfrastructureException(name + " failed, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureException("interrupted while waiting for " + name, e);
        }
    }

    /** Whether it runs. */
    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Where its output goes. */
    @Override
    public Path log() {
        return log;
    }

    /** Ends it as a crash would, with everything it started, and waits until it is gone. */
    @Override
    public void kill() {
        // The parent first: it must not see its children die and act on it.
        List<ProcessHandle> family = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        family.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(GRACE);
        family.forEach(ManagedProcess::awaitEnd);
    }

    /** Asks it to end, waits a bounded time, then insists. */
    @Override
    public void close() {
        askToEnd();
        if (!awaitEnd(GRACE)) {
            kill();
        }
        if (!Thread.currentThread().equals(lastResort)) {
            forgetLastResort();
        }
    }

    private void askToEnd() {
        if (stopCommand.isEmpty() || !process.isAlive()) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder(stopCommand)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            process.destroy();
        }
    }

    private void forgetLastResort() {
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException shuttingDown) {
            // The hook runs already, and finds nothing left to do.
        }
    }

    private boolean awaitEnd(Duration bound) {
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What a child still holds, such as shared memory, would stand in the way of the next start. */
    private static void awaitEnd(ProcessHandle child) {
        try {
            child.onExit().get(CHILD_GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException stillThere) {
            // It was killed, and only its exit has not been seen: nothing more can be done about it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name + " (pid " + process.pid() + ")";
    }
}
