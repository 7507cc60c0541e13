package com.estflux.privacy.consent.receipt;

import com.estflux.privacy.consent.receipt.Receipt.Event;
import com.estflux.privacy.consent.receipt.Receipt.Party;
import com.estflux.privacy.consent.receipt.Receipt.ReceiptPurpose;
import com.estflux.privacy.consent.receipt.Receipt.ShownNotice;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Puts a receipt together from what was recorded then; the same record always gives the same receipt. */
@ApplicationScoped
class ReceiptQuery {

    /** The subject comes from the row an erasure deletes: afterwards there is no receipt in anybody's name. */
    private static final String RECORD = """
            SELECT s.subject_id, r.record_id, r.hash, r.notice_version, r.language, r.notice_hash, t.title, t.body,
                   r.purpose_key, d.legal_basis, d.categories, d.recipients, d.retention_rule, r.state, r.decided_at,
                   r.expires_at, r.channel, r.revision
            FROM consent_record r
            JOIN subject s ON s.subject_key = r.subject_key
            JOIN notice_text t ON t.hash = r.notice_hash
            JOIN purpose_definition d ON d.purpose_key = r.purpose_key AND d.notice_version = r.notice_version
            WHERE r.record_id = $1
            """;

    private static final String SCHEMA = "ISO/IEC TS 27560:2023; estflux 1";
    private static final Party CONTROLLER = new Party("EstFlux, Tallinn, Estonia", "privacy@estflux.com");
    private static final Party AUTHORITY = new Party("Estonian Data Protection Inspectorate", "https://www.aki.ee");
    private static final List<String> RIGHTS =
            List.of("access", "rectification", "erasure", "restriction", "portability", "objection", "withdrawal");

    private final Pool pool;

    ReceiptQuery(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Receipt>> find(UUID recordId) {
        return pool.preparedQuery(RECORD).execute(Tuple.of(recordId)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(receipt(found.next())) : Optional.empty();
        });
    }

    private static Receipt receipt(Row row) {
        String purpose = row.getString("purpose_key");
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new Receipt(
                SCHEMA,
                row.getUUID("record_id"),
                row.getString("hash"),
                row.getUUID("subject_id"),
                new ShownNotice(
                        row.getInteger("notice_version"),
                        row.getString("language"),
                        row.getString("notice_hash"),
                        row.getString("title"),
                        row.getString("body")),
                List.of(new ReceiptPurpose(
                        purpose,
                        row.getString("legal_basis"),
                        List.of(row.getArrayOfStrings("categories")),
                        List.of(row.getArrayOfStrings("recipients")),
                        row.getString("retention_rule"))),
                CONTROLLER,
                "EE",
                "In the control panel, or PUT /v1/subjects/{subjectId}/consents/" + purpose
                        + " with decision withdrawn, or by email to privacy@estflux.com",
                RIGHTS,
                AUTHORITY,
                new Event(
                        row.getString("state"),
                        row.getOffsetDateTime("decided_at").toInstant(),
                        expiresAt == null ? null : expiresAt.toInstant(),
                        row.getString("channel"),
                        row.getLong("revision")));
    }
}
