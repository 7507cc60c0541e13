package com.estflux.privacy.platform.audit;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.transaction.RecurringWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Links new entries into the chain, in batches. Any number of replicas may run it: an advisory lock lets one at a time
 * extend the chain. It uses the driver directly: it moves rows in bulk, and no entity is involved.
 */
@ApplicationScoped
public class AuditSealer {

    private static final Logger LOG = Logger.getLogger(AuditSealer.class);
    static final int BATCH = 5_000;

    /** How far behind the newest sealed entry one may still commit and be found without a look at all of them. */
    static final long WINDOW = 10_000;

    /** Both tables grow by the batch and statistics come late: a plan made while they were small would read all of them. */
    private static final String BEGIN =
            "SET LOCAL enable_seqscan = off; SELECT pg_advisory_xact_lock(hashtext('audit-sealer'))";

    /**
     * Ranges of two indexes, one taken from the other: the only plan there is, however few or many rows the planner expects.
     * NOT IN became a search of a list for each entry, once a plan for any window was made of large tables.
     */
    static final String UNSEALED = """
            SELECT e.id, e.recorded_at, e.action, e.actor, e.outcome, e.subject_ref, e.object_kind, e.object_id, e.reason
            FROM audit_entry e
            WHERE e.id = ANY (ARRAY(SELECT id FROM audit_entry WHERE id > $2
                                    EXCEPT SELECT entry_id FROM audit_seal WHERE entry_id > $2
                                    ORDER BY id LIMIT $1))
            ORDER BY e.id
            """;

    private static final String HEAD = """
            SELECT s.position, s.hash, (SELECT max(entry_id) FROM audit_seal) AS newest
            FROM audit_seal s ORDER BY s.position DESC LIMIT 1
            """;
    private static final String APPEND = """
            INSERT INTO audit_seal (position, entry_id, hash)
            SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[])
            """;

    private final Pool pool;

    AuditSealer(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(every = "${estflux.audit.seal-every:1s}", concurrentExecution = SKIP, identity = "audit-sealer")
    Uni<Void> sealScheduled() {
        return RecurringWork.attempt(
                LOG, "audit log not sealed, next time", seal(WINDOW).replaceWithVoid());
    }

    /** Finds stragglers, and leaves the head of the chain in the log, out of reach of who may edit the database. */
    @Scheduled(every = "1h", delayed = "10s", concurrentExecution = SKIP, identity = "audit-sealer-complete")
    Uni<Void> sealCompletely() {
        return RecurringWork.attempt(
                LOG,
                "audit log not sealed, next time",
                seal().chain(() -> pool.query(HEAD).execute())
                        .invoke(rows -> rows.forEach(head -> LOG.infof(
                                "audit chain head: position %d hash %s",
                                head.getLong("position"), head.getString("hash"))))
                        .replaceWithVoid());
    }

    /** Seals everything committed so far; completes with the number of entries sealed. */
    public Uni<Long> seal() {
        return seal(Long.MAX_VALUE);
    }

    private Uni<Long> seal(long window) {
        return sealBatch(window)
                .chain(count -> count < BATCH
                        ? Uni.createFrom().item(count)
                        : seal(window).map(more -> more + count));
    }

    private Uni<Long> sealBatch(long window) {
        return pool.withTransaction(connection -> connection
                .query(BEGIN)
                .execute()
                .chain(() -> connection.query(HEAD).execute())
                .chain(head -> connection
                        .preparedQuery(UNSEALED)
                        .execute(Tuple.of(BATCH, after(head, window)))
                        .chain(entries -> append(connection, head, entries))));
    }

    private static long after(RowSet<Row> head, long window) {
        return head.size() == 0 ? 0 : Math.max(0, head.iterator().next().getLong("newest") - window);
    }

    private static Uni<Long> append(SqlConnection connection, RowSet<Row> head, RowSet<Row> entries) {
        long position = 0;
        String hash = AuditChain.GENESIS;
        for (Row row : head) {
            position = row.getLong("position");
            hash = row.getString("hash");
        }
        List<Long> positions = new ArrayList<>();
        List<Long> entryIds = new ArrayList<>();
        List<String> hashes = new ArrayList<>();
        for (Row row : entries) {
            position++;
            hash = AuditChain.hash(hash, position, entry(row));
            positions.add(position);
            entryIds.add(row.getLong("id"));
            hashes.add(hash);
        }
        if (positions.isEmpty()) {
            return Uni.createFrom().item(0L);
        }
        return connection
                .preparedQuery(APPEND)
                .execute(Tuple.of(
                        positions.toArray(Long[]::new), entryIds.toArray(Long[]::new), hashes.toArray(String[]::new)))
                .replaceWith((long) positions.size());
    }

    static AuditChain.StoredEntry entry(Row row) {
        return new AuditChain.StoredEntry(
                row.getLong("id"),
                row.getOffsetDateTime("recorded_at"),
                row.getString("action"),
                row.getString("actor"),
                row.getString("outcome"),
                row.getString("subject_ref"),
                row.getString("object_kind"),
                row.getString("object_id"),
                row.getString("reason"));
    }
}
