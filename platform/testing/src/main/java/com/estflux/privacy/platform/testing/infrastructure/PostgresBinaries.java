package com.estflux.privacy.platform.testing.infrastructure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the archive the build laid ready, or those of an installation that the system
 * property {@code postgresql.home} names: the archive's are compiled to be small, production's to be fast, and a
 * measurement should be of the latter. It must be of the same major version.
 */
final class PostgresBinaries {

    private static final @Nullable String INSTALLED = System.getProperty("postgresql.home");

    private PostgresBinaries() {}

    /** The directory that holds {@code bin} and {@code lib}. */
    static synchronized Path directory() {
        if (INSTALLED != null) {
            return Path.of(INSTALLED);
        }
        Path root = InfrastructureDirectory.of("postgresql");
        Path unpacked = root.resolve("unpacked");
        try (FileChannel lock = FileChannel.open(
                        root.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (held.isValid() && !Files.isDirectory(unpacked)) {
                unpack(root, unpacked);
            }
            return unpacked;
        } catch (IOException e) {
            throw new InfrastructureException("PostgreSQL cannot be unpacked in " + root, e);
        }
    }

    private static void unpack(Path root, Path unpacked) throws IOException {
        Path partial = root.resolve("partial");
        Directories.delete(partial);
        try (InputStream file = Files.newInputStream(root.resolve("postgres-linux-x86_64.txz"));
                var archive = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(file)))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                unpackOne(archive, entry, partial);
            }
        }
        Files.move(partial, unpacked, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpackOne(TarArchiveInputStream archive, TarArchiveEntry entry, Path into) throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("the archive points outside of its directory");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(archive, target);
            boolean executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
