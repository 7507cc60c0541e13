package com.estflux.privacy.consent.decision;

import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.transaction.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a memory of facts as the database has them (ADR 19): each look asks what the transactions changed that were not
 * visible to the look before it, whatever order they committed in, and forgets it. One connection serves all looks; when
 * it is lost, everything is forgotten, because whatever took it away may have undone transactions that were seen. Looks
 * must not overlap.
 */
final class ChangeFeed {

    private static final Logger LOG = Logger.getLogger(ChangeFeed.class);

    /** More changes than this at once are not worth following. */
    private static final int MOST = 1_000;

    /** A database that does not answer must not hold up decisions, which may be answered on another connection. */
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);

    private static final Duration NOTICED = Duration.ofSeconds(1);

    private static final String BEGIN = "SELECT cast(pg_current_snapshot() AS text)";
    private static final String LOOK = """
        SELECT cast(pg_current_snapshot() AS text), h.kept_from > pg_snapshot_xmin(seen), c.slots,
               pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on'
        FROM cast(cast($1 AS text) AS pg_snapshot) AS seen
        CROSS JOIN decision_change_horizon h
        LEFT JOIN decision_changes_since(seen, $2) AS c ON true
        """;

    private final Pool pool;
    private final Clock clock;
    private final int most;
    private @Nullable Session session;

    /**
     * Begins with the first look.
     *
     * @param pool gives the connection
     * @param clock tells the day
     * @param most most facts remembered; none if 0
     */
    ChangeFeed(Pool pool, Clock clock, int most) {
        this.pool = pool;
        this.clock = clock;
        this.most = most;
    }

    /** What was visible to the last look, and what is remembered since. */
    private record Session(SqlConnection connection, String seen, FactsMemory memory) {}

    /** A memory without anything that changed before this was called. While the database is away it is empty. */
    Uni<FactsMemory> look() {
        LocalDate today = Tallinn.today(clock);
        @Nullable Session known = session;
        return (known == null ? begin(today) : look(known, today))
                .map(next -> {
                    session = next;
                    return next.memory();
                })
                .onFailure()
                .recoverWithItem(failure -> {
                    if (known != null) {
                        LOG.warnf("nothing is remembered until changes are read again: %s", Failures.describe(failure));
                    }
                    end();
                    return new FactsMemory(today, 0);
                });
    }

    /** Forgets everything and gives the connection back. */
    void end() {
        @Nullable Session known = session;
        session = null;
        if (known != null) {
            giveBack(known.connection());
        }
    }

    private Uni<Session> begin(LocalDate today) {
        return pool.getConnection()
                .chain(connection -> answered(connection.query(BEGIN).execute())
                        .map(rows -> new Session(connection, seen(rows), new FactsMemory(today, most)))
                        .onFailure()
                        .invoke(() -> giveBack(connection)));
    }

    private Uni<Session> look(Session known, LocalDate today) {
        return answered(known.connection().preparedQuery(LOOK).execute(Tuple.of(known.seen(), MOST)))
                .map(rows -> new Session(known.connection(), seen(rows), update(known.memory(), rows, today)));
    }

    private static Uni<RowSet<Row>> answered(Uni<RowSet<Row>> query) {
        return query.ifNoItem().after(LONGEST_LOOK).fail();
    }

    private static String seen(RowSet<Row> rows) {
        return rows.iterator().next().getString(0);
    }

    /** A little later: until the pool has noticed that a connection is lost, it would hand it to the next who asks. */
    private static void giveBack(SqlConnection connection) {
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(NOTICED)
                .chain(connection::close)
                .subscribe()
                .with(given -> {}, gone -> {});
    }

    private FactsMemory update(FactsMemory memory, RowSet<Row> rows, LocalDate today) {
        if (rows.iterator().next().getBoolean(3)) {
            throw FactsQuery.fenced();
        }
        if (rows.size() == MOST || !memory.day().equals(today)) {
            return new FactsMemory(today, most);
        }
        for (Row row : rows) {
            if (row.getBoolean(1)) {
                return new FactsMemory(today, most);
            }
            Integer[] slots = row.getArrayOfIntegers(2);
            if (slots != null && slots.length == 0) {
                return new FactsMemory(today, most);
            }
            if (slots != null) {
                for (int slot : slots) {
                    memory.forget(slot);
                }
            }
        }
        return memory;
    }
}
