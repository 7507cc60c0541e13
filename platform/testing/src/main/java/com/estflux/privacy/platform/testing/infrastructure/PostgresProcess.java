package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How PostgreSQL is run as a child process. */
final class PostgresProcess {

    private static final Duration START = Duration.ofMinutes(3);

    private final Path programs = PostgresBinaries.directory();
    private final Path directory;
    private final int port;
    private final String password;
    private final boolean durable;
    private final List<String> settings;

    PostgresProcess(Path directory, int port, String password, boolean durable, List<String> settings) {
        this.directory = directory;
        this.port = port;
        this.password = password;
        this.durable = durable;
        this.settings = settings;
        prepare();
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path log() {
        return directory.resolve("postgresql.log");
    }

    private void prepare() {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return;
        }
        Path passwordFile = directory.resolve("superuser-password");
        // Made elsewhere and moved: whoever is stopped in the middle finds nothing that looks done.
        Path partial = directory.resolve("data.partial");
        try {
            Directories.delete(partial);
            Files.createDirectories(directory);
            Files.writeString(passwordFile, password);
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
            List<String> initdb = command("initdb");
            initdb.addAll(
                    List.of("-D", partial.toString(), "-U", PostgresServer.SUPERUSER, "--pwfile=" + passwordFile));
            initdb.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--no-locale"));
            ManagedProcess.run("initdb", initdb, Map.of(), log());
            Files.delete(passwordFile);
            Files.move(partial, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfrastructureException("PostgreSQL cannot be prepared in " + directory, e);
        }
    }

    /** Starts it and waits until it answers. */
    ManagedProcess launch() {
        List<String> postgres = command("postgres");
        postgres.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        postgres.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        postgres.addAll(List.of("-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "timezone=UTC"));
        // After a crash: one call for the whole file system instead of one for each of thousands of files.
        postgres.addAll(List.of("-c", "recovery_init_sync_method=syncfs"));
        if (!durable) {
            // A commit still waits until the operating system has it: what was acknowledged survives a kill.
            postgres.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off"));
        }
        // The last one of the same name counts.
        settings.forEach(setting -> postgres.addAll(List.of("-c", setting)));
        // At SIGTERM it would wait for every client to leave, and somebody's open psql would keep it from stopping.
        List<String> stop = command("pg_ctl");
        stop.addAll(List.of("stop", "-D", data().toString(), "-m", "fast", "-W"));
        ManagedProcess started =
                ManagedProcess.start("postgres", postgres, Map.of(), log()).stoppedBy(stop);
        Ports.awaitReady(started, START, () -> PostgresServer.answers(port, password));
        return started;
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not find itself to be. */
    private List<String> command(String program) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(program).toString());
        return command;
    }
}
