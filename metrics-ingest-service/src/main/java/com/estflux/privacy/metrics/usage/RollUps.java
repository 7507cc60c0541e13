package com.estflux.privacy.metrics.usage;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Keeps hours, days and months in step with the samples. The work is the database's: one call brings every hour that
 * changed up to date. It runs shortly after samples arrive, and before an answer that would miss some.
 */
@ApplicationScoped
public class RollUps {

    /** Most batches settled in one transaction. */
    private static final int BATCHES = 100;
    /** So many new batches since the last look say that samples are pouring in. */
    private static final long POURING = 10;
    /** Longest settling is put off while they do. */
    private static final Duration LONGEST_DEFERRAL = Duration.ofMinutes(2);

    private static final String NEWEST = "SELECT coalesce(max(id), 0) AS newest FROM rollup_pending";
    private static final String STOP_SETTLING = "SELECT pg_advisory_xact_lock(hashtext('settle-usage'))";
    private static final String STOP_WRITERS = "SELECT pg_advisory_xact_lock(hashtext('usage-writers'))";
    private static final String SETTLE_ALL = "SELECT settle_usage(2147483647)";

    private final Pool pool;
    private final Clock clock;
    private volatile long newest;
    private volatile Instant settledAt;

    RollUps(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
        this.settledAt = clock.instant();
    }

    @Scheduled(every = "${estflux.metrics.settle-every:5s}", concurrentExecution = SKIP, identity = "usage-roll-ups")
    Uni<Void> settleScheduled() {
        return pool.query(NEWEST)
                .execute()
                .chain(rows -> isPouring(rows.iterator().next().getLong("newest"))
                        ? Uni.createFrom().voidItem()
                        : settle().invoke(() -> settledAt = clock.instant()));
    }

    /** While samples pour in, what an hour or day gets is collected and settled once; answers settle before, if asked. */
    private boolean isPouring(long newestNow) {
        boolean pouring = newestNow - newest > POURING;
        newest = Math.max(newest, newestNow);
        return pouring && clock.instant().isBefore(settledAt.plus(LONGEST_DEFERRAL));
    }

    /** Settles everything that was committed before the call. */
    public Uni<Void> settle() {
        return pool.preparedQuery("SELECT settle_usage($1) AS batches")
                .execute(Tuple.of(BATCHES))
                .map(rows -> rows.iterator().next().getInteger("batches"))
                .chain(batches -> batches < BATCHES ? Uni.createFrom().voidItem() : settle());
    }

    /** Settles these VPS instances if they have samples their roll-ups do not show; what others have waits its turn. */
    Uni<Void> settle(Integer[] vpsNos) {
        // A settler that has taken their row but not committed hides nothing: the row is there until it has.
        return pool.preparedQuery("SELECT EXISTS (SELECT 1 FROM rollup_pending WHERE vps_nos && $1) AS pending")
                .execute(Tuple.of(vpsNos))
                .chain(rows -> rows.iterator().next().getBoolean("pending")
                        ? pool.preparedQuery("SELECT settle_usage_of($1)")
                                .execute(Tuple.of(vpsNos))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }

    /**
     * Settles everything, in a transaction of the driver's, and keeps everyone from settling or storing samples until it
     * ends: what the roll-ups say then is all there is.
     */
    public Uni<Void> settleAlone(SqlConnection transaction) {
        return transaction
                .query(STOP_SETTLING)
                .execute()
                .chain(() -> transaction.query(SETTLE_ALL).execute())
                .chain(() -> transaction.query(STOP_WRITERS).execute())
                .chain(() -> transaction.query(SETTLE_ALL).execute())
                .replaceWithVoid();
    }
}
