package com.estflux.privacy.platform.audit;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
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
        return Panache.getSession().chain(session -> insert(session, entry));
    }

    /** Records an entry in a transaction of its own, for what leaves no other trace, such as a refusal. */
    public Uni<Void> recordNow(AuditEntry entry) {
        return transactions.run(() -> record(entry));
    }

    private Uni<Void> insert(Mutiny.Session session, AuditEntry entry) {
        return session.createNativeQuery(INSERT)
                .setParameter(
                        "recordedAt",
                        clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
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
