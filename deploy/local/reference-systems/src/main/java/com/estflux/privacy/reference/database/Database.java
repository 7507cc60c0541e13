package com.estflux.privacy.reference.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL database. Each transaction has a connection of its own: a few milliseconds more than a pool would
 * need, and nothing to mend after the server was away.
 */
public final class Database {

    private static final int CONNECT_SECONDS = 5;
    private static final int SOCKET_SECONDS = 30;

    /** SQLSTATE classes that say nothing about the work: connection, rollback, resources, operator, system. */
    private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

    private final PGSimpleDataSource source;

    /**
     * Names the database; connects only when it is used.
     *
     * @param url JDBC URL
     * @param user a role that owns the database
     * @param password its password
     */
    public Database(String url, String user, String password) {
        source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setSocketTimeout(SOCKET_SECONDS);
        source.setTcpKeepAlive(true);
    }

    /**
     * Work on a connection.
     *
     * @param <T> what it results in
     */
    @FunctionalInterface
    public interface Work<T> {
        /** Does the work; what it throws rolls everything back. */
        T on(Connection connection) throws SQLException;
    }

    /**
     * Brings the schema up to date. Locations are class path folders of migrations.
     *
     * @throws SQLException if the database did not let it
     * @throws FlywayException if the migrations are not those it had before
     */
    public void migrate(String... locations) throws SQLException {
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations(locations)
                    .validateOnMigrate(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /**
     * Runs work in one transaction.
     *
     * @throws SQLException if it failed; then nothing of it happened, or, if the connection broke at the commit, all of
     *     it may have
     */
    public <T> T transaction(Work<T> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            T result;
            try {
                result = work.on(connection);
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
            connection.commit();
            return result;
        }
    }

    /** Whether the same work may succeed later, unchanged. */
    public static boolean isPassing(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
    }

    /** What kind of failure it is, for logs: messages could quote data. */
    public static String kind(Exception failure) {
        String name = failure.getClass().getName();
        return failure instanceof SQLException sql ? name + ", SQLSTATE " + sql.getSQLState() : name;
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
