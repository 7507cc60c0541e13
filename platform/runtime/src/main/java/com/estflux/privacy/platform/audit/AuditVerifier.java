package com.estflux.privacy.platform.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the chain from its beginning and names the first link that does not hold: an entry edited, removed,
 * inserted or moved. Reads in pages, so that its memory is flat in the length of the log.
 */
@ApplicationScoped
class AuditVerifier {

    private static final int PAGE = 5_000;

    private static final String LINKS = """
            SELECT s.position, s.hash, s.entry_id, e.id, e.recorded_at, e.action, e.actor, e.outcome, e.subject_ref,
                   e.object_kind, e.object_id, e.reason
            FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
            WHERE s.position > $1 ORDER BY s.position LIMIT $2
            """;

    private final Pool pool;
    private final Instance<RecordChain> chains;

    AuditVerifier(Pool pool, Instance<RecordChain> chains) {
        this.pool = pool;
        this.chains = chains;
    }

    /** How far the chain has been followed, and whether it held. */
    private record Progress(
            long position, String hash, @Nullable Long brokenAt, boolean finished) {}

    /** A link noted earlier and kept elsewhere. */
    record KeptHead(long position, String hash) {}

    /**
     * Verifies every sealed entry.
     *
     * @param kept a link that the chain must still hold; null if none was kept, then a tail cut off goes unnoticed
     */
    Uni<AuditVerification> verify(@Nullable KeptHead kept) {
        return verifyFrom(new Progress(0, AuditChain.GENESIS, null, false), kept)
                .map(end -> against(end, kept))
                .chain(end -> unsealed().chain(unsealed -> records().map(records -> result(end, unsealed, records))));
    }

    private static AuditVerification result(Progress end, long unsealed, List<ChainVerification> records) {
        return new AuditVerification(
                end.brokenAt() == null && records.stream().allMatch(ChainVerification::intact),
                end.position(),
                end.hash(),
                end.brokenAt(),
                unsealed,
                records);
    }

    private Uni<Long> unsealed() {
        return pool.query("SELECT count(*) AS unsealed FROM audit_entry e"
                        + " WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)")
                .execute()
                .map(rows -> rows.iterator().next().getLong("unsealed"));
    }

    private Uni<List<ChainVerification>> records() {
        Uni<List<ChainVerification>> verified = Uni.createFrom().item(List.of());
        for (RecordChain chain : chains) {
            verified = verified.chain(
                    before -> chain.verify().map(result -> Stream.concat(before.stream(), Stream.of(result))
                            .toList()));
        }
        return verified;
    }

    private static Progress against(Progress end, @Nullable KeptHead kept) {
        boolean cut = kept != null && end.brokenAt() == null && end.position() < kept.position();
        return cut ? new Progress(end.position(), end.hash(), end.position() + 1, true) : end;
    }

    private Uni<Progress> verifyFrom(Progress progress, @Nullable KeptHead kept) {
        return pool.preparedQuery(LINKS)
                .execute(Tuple.of(progress.position(), PAGE))
                .map(rows -> follow(progress, rows, kept))
                .chain(next -> next.finished() ? Uni.createFrom().item(next) : verifyFrom(next, kept));
    }

    private static Progress follow(Progress start, RowSet<Row> rows, @Nullable KeptHead kept) {
        long position = start.position();
        String hash = start.hash();
        for (Row row : rows) {
            String expected = row.getLong("id") == null || row.getLong("position") != position + 1
                    ? null
                    : AuditChain.hash(hash, position + 1, AuditSealer.entry(row));
            boolean rewritten = kept != null
                    && kept.position() == position + 1
                    && !kept.hash().equals(row.getString("hash"));
            if (rewritten || !Objects.equals(expected, row.getString("hash"))) {
                return new Progress(position, hash, position + 1, true);
            }
            position++;
            hash = row.getString("hash");
        }
        return new Progress(position, hash, null, rows.size() < PAGE);
    }
}
