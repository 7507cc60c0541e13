package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads consents and their history; on the driver, as they are written. */
@ApplicationScoped
class ConsentHistory {

    private static final String RECORD = """
        r.record_id, r.purpose_key, r.revision, r.state, r.notice_version, r.notice_hash, r.language, r.channel,
        r.decided_at, r.expires_at, r.hash, r.actor
        """;
    private static final String CURRENT = "SELECT " + RECORD
            + " FROM consent c JOIN consent_record r ON r.record_id = c.record_id WHERE c.subject_id = $1"
            + " AND ($2::text IS NULL OR c.purpose_key = $2) ORDER BY c.purpose_key";
    private static final String HISTORY = "SELECT " + RECORD
            + " FROM subject s JOIN consent_record r ON r.subject_key = s.subject_key"
            + " WHERE s.subject_id = $1 AND r.record_id > $2 ORDER BY r.record_id LIMIT $3";
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final Pool pool;

    ConsentHistory(Pool pool) {
        this.pool = pool;
    }

    /** Where each consent of a subject stands. */
    Uni<List<Consent>> current(UUID subjectId) {
        return pool.preparedQuery(CURRENT).execute(Tuple.of(subjectId, null)).map(ConsentHistory::consents);
    }

    /** Where one consent of a subject stands. */
    Uni<Optional<Consent>> current(UUID subjectId, String purpose) {
        return pool.preparedQuery(CURRENT).execute(Tuple.of(subjectId, purpose)).map(rows -> consents(rows).stream()
                .findFirst());
    }

    /** A subject's records, oldest first. */
    Uni<Page<Consent>> history(UUID subjectId, PageRequest page) {
        UUID after = page.after().map(ConsentHistory::cursor).orElse(BEFORE_ALL);
        return pool.preparedQuery(HISTORY)
                .execute(Tuple.of(subjectId, after, page.limit() + 1))
                .map(rows -> Page.of(
                        consents(rows), page, consent -> consent.recordId().toString()));
    }

    private static UUID cursor(String text) {
        try {
            return CanonicalUuid.parse(text);
        } catch (IllegalArgumentException e) {
            throw PageRequest.invalidCursor();
        }
    }

    private static List<Consent> consents(RowSet<Row> rows) {
        List<Consent> consents = new ArrayList<>();
        rows.forEach(row -> consents.add(ConsentRows.consent(row)));
        return consents;
    }
}
