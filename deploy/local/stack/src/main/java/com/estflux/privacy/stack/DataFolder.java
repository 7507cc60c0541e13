package com.estflux.privacy.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The data folder of one stack, held by one launcher at a time. */
final class DataFolder implements AutoCloseable {

    private static final long NEEDED_BYTES = 1024L * 1024 * 1024;
    private static final long FULL_BYTES = 16L * 1024 * 1024;
    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Takes a folder, making it if it is missing.
     *
     * @throws StackException if another launcher has it, or the disk is full
     */
    static DataFolder take(Path path) {
        return take(path, NEEDED_BYTES);
    }

    /** The same, with how much room there has to be. */
    static DataFolder take(Path path, long neededBytes) {
        try {
            Files.createDirectories(path.resolve("logs"));
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                channel.close();
                throw new StackException("a stack is already running on " + path + "; stop it first, or use --data");
            }
            DataFolder taken = new DataFolder(path, channel, lock);
            taken.requireSpace(neededBytes);
            return taken;
        } catch (IOException e) {
            throw new StackException("the data folder " + path + " cannot be used: " + e.getMessage(), e);
        }
    }

    Path path() {
        return path;
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Whether its disk is as good as full. */
    boolean isFull() {
        return path.toFile().getUsableSpace() < FULL_BYTES;
    }

    /** Empties it, but for the lock. */
    void reset() {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!file.equals(path.resolve(LOCK))) {
                        Files.delete(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
                        throws IOException {
                    if (!visited.equals(path)) {
                        Files.delete(visited);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw new StackException("the data folder " + path + " cannot be emptied: " + e.getMessage(), e);
        }
    }

    /** Gives it back. */
    @Override
    public void close() {
        try {
            lock.release();
            channel.close();
        } catch (IOException e) {
            throw new StackException("the data folder " + path + " cannot be given back", e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException sameProcess) {
            return null;
        }
    }

    private void requireSpace(long neededBytes) throws IOException {
        long usable = Files.getFileStore(path).getUsableSpace();
        if (usable < neededBytes) {
            close();
            throw new StackException("disk full: " + usable / (1024 * 1024) + " MiB left for " + path
                    + ", the stack needs " + neededBytes / (1024 * 1024));
        }
    }
}
