package com.estflux.privacy.platform.testing.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real PostgreSQL on loopback. Its data outlives it: stopped or killed, it starts again on the same directory and
 * port with everything committed.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final String SUPERUSER = "postgres";

    private final Path programs = PostgresBinaries.directory();
    private final Path directory;
    private final int port;
    private final String password;
    private final boolean durable;
    private ManagedProcess process;

    private PostgresServer(Path directory, int port, String password, boolean durable) {
        this.directory = directory;
        this.port = port;
        this.password = password;
        this.durable = durable;
        prepare();
        this.process = launch();
    }

    /**
     * Starts a server, preparing its directory the first time.
     *
     * @param directory where its data and log are
     * @param port the port on 127.0.0.1, 0 for any free one
     * @param password the superuser's
     * @param durable whether commits reach the disk before they are acknowledged; leave out only where data may be lost
     */
    public static PostgresServer start(Path directory, int port, String password, boolean durable) {
        return new PostgresServer(directory, port == 0 ? Ports.free() : port, password, durable);
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The JDBC URL of a database. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** A connection as superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
    }

    /**
     * Creates a database owned by {@code name_owner}, who migrates it, and used by {@code name}, who may only read and
     * write rows. Nobody else may connect. Does nothing if it exists.
     */
    public void createDatabase(String name, String ownerPassword, String applicationPassword) {
        String owner = name + "_owner";
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                if (found.next()) {
                    return;
                }
            }
            createRole(statement, owner, ownerPassword);
            createRole(statement, name, applicationPassword);
            statement.execute("CREATE DATABASE " + name + " OWNER " + owner);
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + name + " TO " + name);
        } catch (SQLException e) {
            throw new InfrastructureException("database " + name + " cannot be created", e);
        }
        grantRows(name, owner);
    }

    private static void createRole(Statement statement, String role, String rolePassword) throws SQLException {
        statement.execute("CREATE ROLE " + role + " LOGIN PASSWORD '" + rolePassword + "'");
    }

    private void grantRows(String name, String owner) {
        try (Connection connection = connect(name);
                Statement statement = connection.createStatement()) {
            statement.execute("REVOKE ALL ON SCHEMA public FROM PUBLIC");
            statement.execute("GRANT ALL ON SCHEMA public TO " + owner);
            statement.execute("GRANT USAGE ON SCHEMA public TO " + name);
            String defaults = "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner + " IN SCHEMA public GRANT ";
            statement.execute(defaults + "SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + name);
            statement.execute(defaults + "USAGE ON SEQUENCES TO " + name);
        } catch (SQLException e) {
            throw new InfrastructureException("the roles of database " + name + " cannot be set up", e);
        }
    }

    /** Ends it as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, on the same data and port. */
    public void restart() {
        process.close();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
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
        try {
            Directories.delete(data());
            Files.createDirectories(directory);
            Files.writeString(passwordFile, password);
            Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
            List<String> initdb = command("initdb");
            initdb.addAll(List.of("-D", data().toString(), "-U", SUPERUSER, "--pwfile=" + passwordFile));
            initdb.addAll(List.of("-A", "scram-sha-256", "-E", "UTF8", "--no-locale"));
            ManagedProcess.run("initdb", initdb, Map.of(), log());
            Files.delete(passwordFile);
        } catch (IOException e) {
            throw new InfrastructureException("PostgreSQL cannot be prepared in " + directory, e);
        }
    }

    private ManagedProcess launch() {
        List<String> postgres = command("postgres");
        postgres.addAll(List.of("-D", data().toString(), "-p", Integer.toString(port)));
        postgres.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
        postgres.addAll(List.of("-c", "max_connections=200", "-c", "shared_buffers=64MB", "-c", "timezone=UTC"));
        if (!durable) {
            postgres.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"));
        }
        ManagedProcess started = ManagedProcess.start("postgres", postgres, Map.of(), log());
        Ports.awaitReady(started, START, this::answers);
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

    private boolean answers() {
        try (Connection connection = connect(SUPERUSER)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }
}
