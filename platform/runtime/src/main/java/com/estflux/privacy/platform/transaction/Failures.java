package com.estflux.privacy.platform.transaction;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Tells failures of database, broker and network, which pass, from those of the handling itself, which do not. */
public final class Failures {

    private Failures() {}

    /** Whether any cause is the infrastructure's. */
    public static boolean areInfrastructure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isInfrastructure(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInfrastructure(Throwable cause) {
        if (cause instanceof PgException database) {
            return isPassing(database.getSqlState());
        }
        // A pool without a free connection, a connection closed under way.
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof RetriableException
                || cause instanceof VertxException
                || cause.getClass().getName().contains("NoStackTraceThrowable");
    }

    /** Connection trouble, rollback (deadlock, serialisation), resources, operator intervention, system errors. */
    private static boolean isPassing(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("40")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57")
                        || sqlState.startsWith("58"));
    }

    /** The kinds of the failure and its causes, without their messages, which could quote data. */
    public static String describe(Throwable failure) {
        StringBuilder kinds = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            kinds.append(kinds.isEmpty() ? "" : " <- ").append(cause.getClass().getName());
            if (cause instanceof PgException database) {
                kinds.append(" (SQLSTATE ").append(database.getSqlState()).append(')');
            }
        }
        return kinds.toString();
    }
}
