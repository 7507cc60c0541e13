package com.estflux.privacy.platform.audit;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * The audit log. An entry is written in the transaction of what it records; the {@link AuditSealer} links entries into
 * the hash chain afterwards, so that writers need not wait for each other.
 */
@ApplicationScoped
public class AuditLog {

    private static final String INSERT = """
            INSERT INTO audit_entry
                (recorded_at, action, actor, outcome, subject_ref, object_kind, object_id, reason)
            VALUES (:recordedAt, :action, :actor, :outcome, :subjectRef, :objectKind, :objectId, :reason)
            """;

    private static final String INSERT_ALL = """
            INSERT INTO audit_entry
                (recorded_at, action, actor, outcome, subject_ref, object_kind, object_id, reason)
            SELECT $1, action, actor, outcome, subject_ref, object_kind, object_id, reason
            FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
                WITH ORDINALITY AS entry (action, actor, outcome, subject_ref, object_kind, object_id, reason, ordinal)
            ORDER BY ordinal
            """;

    private final Transactions transactions;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    AuditLog(Transactions transactions, Pseudonyms pseudonyms, Clock clock) {
        this.transactions = transactions;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Records an entry in the current transaction: both stand or neither. */
    public Uni<Void> record(AuditEntry entry) {
        return Panache.getSession().chain(session -> insert(session, entry)).invoke(() -> {
            if (entry.subjectId() != null) {
                RequestSubject.recorded(entry.subjectId());
            }
        });
    }

    /** Records an entry in a transaction of its own, for what leaves no other trace, such as a refusal. */
    public Uni<Void> recordNow(AuditEntry entry) {
        return transactions.run(() -> record(entry));
    }

    /** Records entries in their order, in a transaction of the driver's, for bulk paths that open no session. */
    public Uni<Void> recordAll(SqlClient transaction, List<AuditEntry> entries) {
        Tuple rows = Tuple.tuple()
                .addOffsetDateTime(now())
                .addArrayOfString(column(entries, AuditEntry::action))
                .addArrayOfString(column(entries, AuditEntry::actor))
                .addArrayOfString(column(entries, entry -> entry.outcome().name()))
                .addArrayOfString(column(entries, entry -> pseudonym(entry.subjectId())))
                .addArrayOfString(column(entries, AuditEntry::objectKind))
                .addArrayOfString(column(entries, AuditEntry::objectId))
                .addArrayOfString(column(entries, AuditEntry::reason));
        return transaction.preparedQuery(INSERT_ALL).execute(rows).replaceWithVoid();
    }

    private static @Nullable String[] column(List<AuditEntry> entries, Function<AuditEntry, @Nullable String> field) {
        return entries.stream().map(field).toArray(String[]::new);
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private Uni<Void> insert(Mutiny.Session session, AuditEntry entry) {
        return session.createNativeQuery(INSERT)
                .setParameter("recordedAt", now())
                .setParameter("action", entry.action())
                .setParameter("actor", entry.actor())
                .setParameter("outcome", entry.outcome().name())
                .setParameter("subjectRef", pseudonym(entry.subjectId()))
                .setParameter("objectKind", entry.objectKind())
                .setParameter("objectId", entry.objectId())
                .setParameter("reason", entry.reason())
                .executeUpdate()
                .replaceWithVoid();
    }

    private @Nullable String pseudonym(@Nullable UUID subjectId) {
        return subjectId == null ? null : pseudonyms.of(subjectId);
    }
}
