package com.estflux.privacy.platform.transaction;

import com.fasterxml.jackson.core.JacksonException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Tells failures of database, broker and network, which pass, from those of the handling itself, which do not. */
public final class Failures {

    /** Longest chain of causes looked at; a cycle ends there. */
    private static final int DEEPEST = 16;

    private Failures() {}

    /** Whether any cause is the infrastructure's. */
    public static boolean areInfrastructure(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (isInfrastructure(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isInfrastructure(Throwable cause) {
        String sqlState = sqlState(cause);
        if (sqlState != null) {
            return isPassing(sqlState);
        }
        // JSON that cannot be read is an IOException too, and no wait mends it.
        if (cause instanceof IOException) {
            return !(cause instanceof JacksonException);
        }
        // A pool without a free connection, a connection closed under way.
        return cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException
                || cause instanceof RetriableException
                || cause instanceof VertxException
                || cause.getClass().getName().contains("NoStackTraceThrowable");
    }

    /** What the database says; Hibernate hands it on as an {@link SQLException}. */
    private static @Nullable String sqlState(Throwable cause) {
        if (cause instanceof PgException database) {
            return database.getSqlState();
        }
        return cause instanceof SQLException database ? database.getSQLState() : null;
    }

    /** Connection trouble, rollback (deadlock, serialisation), resources, operator intervention, system errors. */
    private static boolean isPassing(String sqlState) {
        return sqlState.startsWith("08")
                || sqlState.startsWith("40")
                || sqlState.startsWith("53")
                || sqlState.startsWith("57")
                || sqlState.startsWith("58");
    }

    /** The kinds of the failure and its causes, without their messages, which could quote data. */
    public static String describe(Throwable failure) {
        StringBuilder kinds = new StringBuilder();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            kinds.append(kinds.isEmpty() ? "" : " <- ").append(cause.getClass().getName());
            String sqlState = sqlState(cause);
            if (sqlState != null) {
                kinds.append(" (SQLSTATE ").append(sqlState).append(')');
            }
            cause = cause.getCause();
        }
        return kinds.toString();
    }
}
