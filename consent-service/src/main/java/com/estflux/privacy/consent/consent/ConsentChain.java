package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.audit.ChainVerification;
import com.estflux.privacy.platform.audit.RecordChain;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Recomputes every record of every history, in pages of one snapshot: memory is flat, and what is written meanwhile does
 * not disturb it. Then compares with the audit log, which holds each record's hash: so a history removed or forged as a
 * whole shows too. It uses the driver directly: bulk reading.
 */
@ApplicationScoped
class ConsentChain implements RecordChain {

    private static final String NAME = "consent-record";
    private static final int PAGE = 5_000;
    private static final String LINKS = """
            SELECT r.record_id, r.subject_key, r.purpose_key, r.revision, r.state, r.notice_version, r.notice_hash,
                   r.language, r.channel, r.actor, r.decided_at, r.expires_at, r.previous_hash, r.hash,
                   s.subject_id IS NOT NULL AS known, p.subject_key IS NOT NULL AS proof,
                   c.revision AS standing_revision, c.hash AS standing_hash,
                   c.record_id = r.record_id AND c.state = r.state AND c.notice_version = r.notice_version
                       AND c.expires_at IS NOT DISTINCT FROM r.expires_at AS stands
            FROM consent_record r
            LEFT JOIN subject s ON s.subject_key = r.subject_key
            LEFT JOIN consent_proof p ON p.subject_key = r.subject_key
            LEFT JOIN consent c ON c.subject_id = s.subject_id AND c.purpose_key = r.purpose_key
            WHERE (r.subject_key, r.purpose_key, r.revision) > ($1, $2, $3)
            ORDER BY r.subject_key, r.purpose_key, r.revision LIMIT $4
            """;
    private static final String NOT_IN_AUDIT = """
            SELECT r.record_id::text FROM consent_record r WHERE NOT EXISTS (
                SELECT FROM audit_entry a WHERE a.object_kind = 'consent-record' AND a.object_id = r.record_id::text
                AND a.reason = 'sha256:' || r.hash)
            ORDER BY r.record_id LIMIT 1
            """;
    private static final String REMOVED = """
            SELECT a.object_id FROM audit_entry a
            WHERE a.object_kind = 'consent-record'
              AND NOT EXISTS (SELECT FROM consent_record r WHERE r.record_id::text = a.object_id)
              AND NOT EXISTS (SELECT FROM suppression p WHERE p.pseudonym = a.subject_ref)
              AND NOT EXISTS (SELECT FROM suppression_ended p
                              WHERE p.pseudonym = a.subject_ref AND p.ended_at > a.recorded_at)
            ORDER BY a.id LIMIT 1
            """;
    private static final String WITHOUT_RECORD = """
            SELECT c.record_id::text FROM consent c
            WHERE NOT EXISTS (SELECT FROM consent_record r WHERE r.record_id = c.record_id) ORDER BY 1 LIMIT 1
            """;

    private final Pool pool;

    ConsentChain(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<ChainVerification> verify() {
        return pool.withConnection(connection -> connection
                .query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                .execute()
                .chain(() -> verify(connection))
                .onTermination()
                .call(() -> connection.query("ROLLBACK").execute()));
    }

    private static Uni<ChainVerification> verify(SqlConnection connection) {
        return follow(connection, ChainWalk.start())
                .map(ChainWalk::finished)
                .chain(walk -> walk.broken() != null
                        ? Uni.createFrom().item(broken(walk, walk.broken()))
                        : compare(connection, walk));
    }

    private static Uni<ChainWalk> follow(SqlConnection connection, ChainWalk walk) {
        return connection
                .preparedQuery(LINKS)
                .execute(Tuple.of(walk.subjectKey(), walk.purpose(), walk.revision(), PAGE))
                .chain(rows -> {
                    ChainWalk next = walk;
                    for (Row row : rows) {
                        next = next.follow(link(row));
                    }
                    return rows.size() < PAGE || next.broken() != null
                            ? Uni.createFrom().item(next)
                            : follow(connection, next);
                });
    }

    private static ChainWalk.Link link(Row row) {
        return new ChainWalk.Link(
                ConsentRows.record(row),
                row.getString("hash"),
                row.getBoolean("known"),
                row.getBoolean("proof"),
                row.getLong("standing_revision"),
                row.getString("standing_hash"),
                Boolean.TRUE.equals(row.getBoolean("stands")));
    }

    private static Uni<ChainVerification> compare(SqlConnection connection, ChainWalk walk) {
        return first(connection, walk, NOT_IN_AUDIT, "not-in-audit-log")
                .chain(found -> found.intact() ? first(connection, walk, REMOVED, "removed") : same(found))
                .chain(found ->
                        found.intact() ? first(connection, walk, WITHOUT_RECORD, "state-without-record") : same(found));
    }

    private static Uni<ChainVerification> first(SqlConnection connection, ChainWalk walk, String query, String reason) {
        return connection.query(query).execute().map(rows -> first(rows, walk, reason));
    }

    private static ChainVerification first(RowSet<Row> rows, ChainWalk walk, String reason) {
        var found = rows.iterator();
        return found.hasNext()
                ? broken(walk, new ChainWalk.Broken(found.next().getString(0), reason))
                : ChainVerification.intact(NAME, walk.verified());
    }

    private static Uni<ChainVerification> same(ChainVerification found) {
        return Uni.createFrom().item(found);
    }

    private static ChainVerification broken(ChainWalk walk, ChainWalk.Broken broken) {
        return ChainVerification.broken(NAME, walk.verified(), broken.recordId(), broken.reason());
    }
}
