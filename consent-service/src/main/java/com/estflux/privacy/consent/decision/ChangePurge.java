package com.estflux.privacy.consent.decision;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.transaction.RecurringWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Removes changes a minute or two after everybody who looks has seen them. Who has not looked for so long is told by the
 * horizon, which moves in the same statement. It uses the driver directly: rows in bulk, no entity involved.
 */
@ApplicationScoped
class ChangePurge {

    private static final Logger LOG = Logger.getLogger(ChangePurge.class);

    /** A little less than the time between runs, so that of several replicas one moves the horizon, and each minute. */
    private static final Duration STOOD = Duration.ofSeconds(50);

    /**
     * What goes was visible to whoever has looked since the last turn. Rows from the future, as a restored dump has them,
     * go too; whoever looks has begun after the restoration.
     */
    private static final String TURN = """
            WITH horizon AS (
                UPDATE decision_change_horizon
                SET kept_from = next_kept_from, next_kept_from = pg_snapshot_xmin(pg_current_snapshot()),
                    turned_at = clock_timestamp()
                WHERE turned_at < clock_timestamp() - make_interval(secs => $1)
                RETURNING kept_from)
            DELETE FROM decision_change c USING horizon h
            WHERE c.changed_in < h.kept_from OR c.changed_in >= pg_snapshot_xmax(pg_current_snapshot())
            """;

    private final Pool pool;

    ChangePurge(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(every = "1m", concurrentExecution = SKIP, identity = "decision-change-purge")
    Uni<Void> run() {
        return RecurringWork.attempt(
                LOG, "changes not purged, next time", turn(STOOD).replaceWithVoid());
    }

    /** Moves the horizon on if it has stood for so long; completes with how many changes went. */
    Uni<Integer> turn(Duration stood) {
        return pool.preparedQuery(TURN)
                .execute(Tuple.of((double) stood.toSeconds()))
                .map(SqlResult::rowCount);
    }
}
