package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.ConsentGroup.Recorded;
import com.estflux.privacy.consent.consent.ConsentGroup.Repeatable;
import com.estflux.privacy.consent.consent.ConsentGroup.Situation;
import com.estflux.privacy.contracts.consent.ConsentChanged;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.store.Suppression;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Writes a group of decisions in one transaction: state, history, event and audit entry of each, or none. It uses the
 * driver directly: a hot path with a fixed, small number of round trips however large the group is.
 */
@ApplicationScoped
class ConsentWriter {

    private static final String LOCK = "SELECT lock_subjects($1::uuid[], $2::text[])";
    private static final String SITUATIONS = """
            SELECT s.subject_key, p.legal_basis, p.consent_valid_for, p.notice_version, n.hash AS notice_hash,
                   c.revision AS standing_revision, c.hash AS standing_hash, c.decided_at AS standing_decided_at,
                   q.request_digest,
                   r.record_id, r.purpose_key, r.revision, r.state, r.notice_version AS shown_version,
                   r.notice_hash AS shown_hash, r.language, r.channel, r.actor, r.decided_at, r.expires_at,
                   r.previous_hash, r.hash, r.subject_key AS record_subject_key
            FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[]) WITH ORDINALITY
                AS asked (subject_id, purpose_key, notice_version, language, request_key, ordinal)
            LEFT JOIN subject s ON s.subject_id = asked.subject_id
            LEFT JOIN purpose p ON p.purpose_key = asked.purpose_key
            LEFT JOIN notice n ON n.purpose_key = asked.purpose_key AND n.language = asked.language
                AND n.version = coalesce(asked.notice_version, p.notice_version)
            LEFT JOIN consent c ON c.subject_id = asked.subject_id AND c.purpose_key = asked.purpose_key
            LEFT JOIN consent_request q ON q.request_key = asked.request_key
            LEFT JOIN consent_record r ON r.record_id = q.record_id
            ORDER BY asked.ordinal
            """;

    private final Pool pool;
    private final ConsentRows rows;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;
    private final Suppression suppression;
    private final Clock clock;

    ConsentWriter(
            Pool pool,
            ConsentRows rows,
            Outbox outbox,
            AuditLog audit,
            Pseudonyms pseudonyms,
            Suppression suppression,
            Clock clock) {
        this.pool = pool;
        this.rows = rows;
        this.outbox = outbox;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.suppression = suppression;
        this.clock = clock;
    }

    /**
     * Records decisions; the results are in their order and durable when it completes. Begins with what it reads and
     * commits with what it writes: two round trips. Should anything fail, what follows fails too, and a commit undoes. A
     * statement that has to be prepared first holds back those sent after it.
     */
    Uni<List<Result>> write(List<Asked> asked) {
        return pool.withConnection(connection -> Uni.combine()
                        .all()
                        .unis(connection.query("BEGIN").execute(), read(connection, asked))
                        .collectFailures()
                        .with((begun, group) -> group)
                        .chain(group -> Uni.combine()
                                .all()
                                .unis(
                                        insert(connection, group),
                                        connection.query("COMMIT").execute())
                                .collectFailures()
                                .with((inserted, committed) -> group.results()))
                        .onFailure()
                        .call(() -> connection
                                .query("ROLLBACK")
                                .execute()
                                .onFailure()
                                .recoverWithNull()))
                .invoke(outbox::committed);
    }

    /** The same in a transaction of the caller's, who tells the outbox of its commit. */
    Uni<List<Result>> write(SqlConnection connection, List<Asked> asked) {
        return read(connection, asked).chain(group -> insert(connection, group).replaceWith(group.results()));
    }

    private Uni<ConsentGroup> read(SqlConnection connection, List<Asked> asked) {
        UUID[] subjects = column(asked, Asked::subjectId).toArray(UUID[]::new);
        List<String> refs = column(asked, one -> pseudonyms.of(one.subjectId()));
        // Sent together, carried out one after the other: what the second sees is from after the locks were granted.
        return Uni.combine()
                .all()
                .unis(
                        connection.preparedQuery(LOCK).execute(Tuple.of(subjects, refs.toArray(String[]::new))),
                        connection.preparedQuery(SITUATIONS).execute(situationsOf(asked, subjects)))
                .with((erased, found) -> apply(asked, refs, erased, found));
    }

    private static Tuple situationsOf(List<Asked> asked, UUID[] subjects) {
        return Tuple.of(
                subjects,
                column(asked, Asked::purpose).toArray(String[]::new),
                column(asked, one -> one.request().noticeVersion()).toArray(Integer[]::new),
                column(asked, one -> one.request().language()).toArray(String[]::new),
                column(asked, one -> one.once() == null ? null : one.once().key())
                        .toArray(String[]::new));
    }

    private ConsentGroup apply(List<Asked> asked, List<String> refs, RowSet<Row> erasedRows, RowSet<Row> found) {
        Set<String> erased = new HashSet<>();
        erasedRows.forEach(row -> erased.add(row.getString(0)));
        if (!erased.isEmpty()) {
            suppression.countDropped("consents", erased.size());
        }
        ConsentGroup group = new ConsentGroup(clock.instant());
        int i = 0;
        for (Row row : found) {
            group.add(asked.get(i), situation(row, erased.contains(refs.get(i))));
            i++;
        }
        return group;
    }

    private static Situation situation(Row row, boolean erased) {
        String basis = row.getString("legal_basis");
        Long revision = row.getLong("standing_revision");
        return new Situation(
                erased ? null : row.getUUID("subject_key"),
                basis == null
                        ? null
                        : new Terms(
                                basis,
                                row.getString("consent_valid_for"),
                                row.getInteger("notice_version"),
                                row.getString("notice_hash")),
                revision == null
                        ? Standing.NONE
                        : new Standing(
                                revision,
                                row.getString("standing_hash"),
                                row.getOffsetDateTime("standing_decided_at").toInstant()),
                row.getUUID("record_id") == null
                        ? null
                        : new Repeatable(row.getString("request_digest"), ConsentRows.consent(row, "shown_")));
    }

    private Uni<Void> insert(SqlConnection connection, ConsentGroup group) {
        List<Recorded> records = group.records();
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        // Sent together: one round trip.
        return Uni.join()
                .all(
                        rows.insert(connection, group),
                        outbox.publishAll(
                                connection,
                                records.stream().map(ConsentWriter::event).toList()),
                        audit.recordAll(
                                connection,
                                records.stream().map(ConsentWriter::entry).toList()))
                .andCollectFailures()
                .replaceWithVoid();
    }

    private static ConsentChanged event(Recorded recorded) {
        ConsentRecord record = recorded.record();
        return new ConsentChanged(
                recorded.asked().subjectId(),
                record.purpose(),
                record.state(),
                record.recordId(),
                record.noticeVersion(),
                record.revision(),
                record.decidedAt());
    }

    /** The record's hash goes into the audit chain, which so proves the history as well. */
    private static AuditEntry entry(Recorded recorded) {
        return AuditEntry.of(
                        "consent." + recorded.record().stateName(),
                        recorded.record().actor(),
                        AuditOutcome.DONE)
                .about(recorded.asked().subjectId())
                .object("consent-record", recorded.record().recordId().toString())
                .because("sha256:" + recorded.hash());
    }

    private static <T> List<T> column(List<Asked> asked, Function<Asked, T> field) {
        List<T> values = new ArrayList<>(asked.size());
        asked.forEach(one -> values.add(field.apply(one)));
        return values;
    }
}
