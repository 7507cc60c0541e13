package com.estflux.privacy.platform.testing.infrastructure;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A real PostgreSQL on loopback. Its data outlives it: stopped or killed, it starts again on the same directory and
 * port with everything committed.
 */
public final class PostgresServer implements AutoCloseable {

    static final String SUPERUSER = "postgres";

    private final int port;
    private final String password;
    private final Lifecycle lifecycle;

    PostgresServer(int port, String password, Lifecycle lifecycle) {
        this.port = port;
        this.password = password;
        this.lifecycle = lifecycle;
    }

    /**
     * Starts a server, preparing its directory the first time.
     *
     * @param directory where its data and log are
     * @param port the port on 127.0.0.1, 0 for any free one
     * @param password the superuser's
     * @param durable whether commits reach the disk before they are acknowledged; without it they survive the end of the
     *     server, but not that of the machine
     * @param settings further settings, as {@code name=value}; they win over what tests usually have
     */
    public static PostgresServer start(Path directory, int port, String password, boolean durable, String... settings) {
        int chosen = port == 0 ? FreePorts.next() : port;
        var process = new PostgresProcess(directory, chosen, password, durable, List.of(settings));
        return new PostgresServer(chosen, password, new ProcessLifecycle(process::launch));
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The JDBC URL of a database. */
    public String jdbcUrl(String database) {
        return jdbcUrl(port, database);
    }

    /** A connection as superuser. */
    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
    }

    /**
     * Creates a database owned by {@code name_owner}, who migrates it, and used by {@code name}, who may only read and
     * write rows. Nobody else may connect. What is there already stays, be it the half of it that an earlier start got
     * done before it was stopped.
     */
    public void createDatabase(String name, String ownerPassword, String applicationPassword) {
        String owner = name + "_owner";
        try (Connection connection = connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "pg_roles WHERE rolname = '" + owner + "'")) {
                createRole(statement, owner, ownerPassword);
            }
            if (!exists(statement, "pg_roles WHERE rolname = '" + name + "'")) {
                createRole(statement, name, applicationPassword);
            }
            if (!exists(statement, "pg_database WHERE datname = '" + name + "'")) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + owner);
            }
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            statement.execute("GRANT CONNECT ON DATABASE " + name + " TO " + name);
        } catch (SQLException e) {
            throw new InfrastructureException("database " + name + " cannot be created", e);
        }
        grantRows(name, owner);
    }

    private static boolean exists(Statement statement, String what) throws SQLException {
        try (var found = statement.executeQuery("SELECT 1 FROM " + what)) {
            return found.next();
        }
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

    /** Whether its process runs. */
    public boolean isAlive() {
        return lifecycle.isAlive();
    }

    /** Ends it as a crash would. */
    public void kill() {
        lifecycle.kill();
    }

    /** Starts it again, on the same data and port. */
    public void restart() {
        lifecycle.restart();
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    /** Whether a server takes connections on this port. */
    static boolean answers(int port, String password) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port, SUPERUSER), SUPERUSER, password)) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }
}
