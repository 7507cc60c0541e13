package com.estflux.privacy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes every process of this stack in its data folder, so that a start after a crash can stop what the crash left
 * behind: those processes and no others, told apart from later bearers of the same number by when they began.
 */
final class Leftovers implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "note-processes");
        thread.setDaemon(true);
        return thread;
    });
    private final Path file;
    private final Duration grace;
    private List<String> noted = List.of();

    Leftovers(Path file) {
        this(file, GRACE);
    }

    /** The same, with how long a process may take to end when asked to. */
    Leftovers(Path file, Duration grace) {
        this.file = file;
        this.grace = grace;
    }

    /** Stops what an earlier stack on this data folder left behind; returns how many processes that were. */
    int stop() {
        List<ProcessHandle> left = new ArrayList<>();
        for (String line : read()) {
            find(line).ifPresent(left::add);
        }
        List<ProcessHandle> families = new ArrayList<>(left);
        left.forEach(parent -> parent.descendants().forEach(families::add));
        left.forEach(ProcessHandle::destroy);
        awaitEnd(families, grace);
        families.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(families, GRACE);
        return left.size();
    }

    private static void awaitEnd(List<ProcessHandle> processes, Duration bound) {
        Instant end = Instant.now().plus(bound);
        while (processes.stream().anyMatch(ProcessHandle::isAlive)
                && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    /** Notes processes from now on. */
    void watch() {
        watch.scheduleWithFixedDelay(this::note, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Forgets them: everything was stopped. */
    @Override
    public void close() {
        watch.shutdownNow();
        try {
            watch.awaitTermination(5, TimeUnit.SECONDS);
            Files.deleteIfExists(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void note() {
        List<String> current = new ArrayList<>(new TreeSet<>(
                ProcessHandle.current().children().map(Leftovers::line).toList()));
        if (current.equals(noted)) {
            return;
        }
        try {
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            Files.write(partial, current);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            noted = current;
        } catch (IOException e) {
            // The disk may be full just now; the next look tries again.
            noted = List.of();
        }
    }

    private List<String> read() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<ProcessHandle> find(String line) {
        return ProcessHandle.of(Long.parseLong(line.substring(0, line.indexOf(' '))))
                .filter(handle -> line(handle).equals(line));
    }

    private static String line(ProcessHandle handle) {
        return handle.pid() + " "
                + handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
