package com.estflux.privacy.platform.audit;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

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

/**
 * Links new entries into the chain, in batches. Any number of replicas may run it: an advisory lock lets one at a time
 * extend the chain. It uses the driver directly: it moves rows in bulk, and no entity is involved.
 */
@ApplicationScoped
public class AuditSealer {

    private static final int BATCH = 1_000;

    private static final String UNSEALED = """
            SELECT e.id, e.recorded_at, e.action, e.actor, e.outcome, e.subject_ref, e.object_kind, e.object_id, e.reason
            FROM audit_entry e
            WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
            ORDER BY e.id
            LIMIT $1
            """;

    private final Pool pool;

    AuditSealer(Pool pool) {
        this.pool = pool;
    }

    @Scheduled(every = "${estflux.audit.seal-every:1s}", concurrentExecution = SKIP, identity = "audit-sealer")
    Uni<Void> sealScheduled() {
        return seal().replaceWithVoid();
    }

    /** Seals everything committed so far; completes with the number of entries sealed. */
    public Uni<Long> seal() {
        return sealBatch()
                .chain(count -> count < BATCH ? Uni.createFrom().item(count) : seal().map(more -> more + count));
    }

    private Uni<Long> sealBatch() {
        return pool.withTransaction(connection -> connection
                .query("SELECT pg_advisory_xact_lock(hashtext('audit-sealer'))")
                .execute()
                .chain(() -> connection
                        .query("SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1")
                        .execute())
                .chain(head -> connection
                        .preparedQuery(UNSEALED)
                        .execute(Tuple.of(BATCH))
                        .chain(entries -> append(connection, head, entries))));
    }

    private static Uni<Long> append(SqlConnection connection, RowSet<Row> head, RowSet<Row> entries) {
        long position = 0;
        String hash = AuditChain.GENESIS;
        for (Row row : head) {
            position = row.getLong("position");
            hash = row.getString("hash");
        }
        List<Tuple> seals = new ArrayList<>();
        for (Row row : entries) {
            position++;
            hash = AuditChain.hash(hash, position, entry(row));
            seals.add(Tuple.of(position, row.getLong("id"), hash));
        }
        if (seals.isEmpty()) {
            return Uni.createFrom().item(0L);
        }
        return connection
                .preparedQuery("INSERT INTO audit_seal (position, entry_id, hash) VALUES ($1, $2, $3)")
                .executeBatch(seals)
                .replaceWith((long) seals.size());
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
