package com.estflux.privacy.consent.rights;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What this service holds of a person, across its features; every method joins the current transaction. */
@ApplicationScoped
class HeldConsents {

    private final Pseudonyms pseudonyms;
    private final Clock clock;

    HeldConsents(Pseudonyms pseudonyms, Clock clock) {
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Ids of the records of a person who is known. */
    Uni<List<String>> recordIds(UUID subjectId) {
        return session(session -> session.createNativeQuery(
                        "SELECT cast(r.record_id AS text) FROM subject s JOIN consent_record r"
                                + " ON r.subject_key = s.subject_key WHERE s.subject_id = :subject",
                        String.class)
                .setParameter("subject", subjectId)
                .getResultList());
    }

    /** Ids of the records kept as proof after an erasure, until a date the plan gave. */
    Uni<List<String>> provenRecordIds(UUID subjectId) {
        return session(session -> session.createNativeQuery(
                        "SELECT cast(r.record_id AS text) FROM consent_proof p JOIN consent_record r"
                                + " ON r.subject_key = p.subject_key WHERE p.subject_ref = :ref"
                                + " AND p.legal_basis IS NOT NULL",
                        String.class)
                .setParameter("ref", pseudonyms.of(subjectId))
                .getResultList());
    }

    /** Purposes with a consent: their keys on Kafka need tombstones. */
    Uni<List<String>> purposes(UUID subjectId) {
        return session(session -> session.createNativeQuery(
                        "SELECT purpose_key FROM consent WHERE subject_id = :subject ORDER BY purpose_key",
                        String.class)
                .setParameter("subject", subjectId)
                .getResultList());
    }

    /** Keeps the records as proof, under a keyed hash of the person's id. */
    Uni<Void> keepProof(UUID subjectId, @Nullable LocalDate until, @Nullable String legalBasis) {
        return session(session -> session.createNativeQuery("""
                        INSERT INTO consent_proof (subject_ref, subject_key, keep_until, legal_basis, erased_at)
                        SELECT :ref, subject_key, cast(cast(:until AS text) AS date), cast(:basis AS text), :now
                        FROM subject WHERE subject_id = :subject
                        """)
                .setParameter("ref", pseudonyms.of(subjectId))
                .setParameter("until", until == null ? null : until.toString())
                .setParameter("basis", legalBasis)
                .setParameter("now", clock.instant().atOffset(ZoneOffset.UTC))
                .setParameter("subject", subjectId)
                .executeUpdate()
                .replaceWithVoid());
    }

    /** Deletes records of a person who is known, but those with these ids. */
    Uni<Void> deleteRecords(UUID subjectId, List<String> exceptIds) {
        return session(session -> session.createNativeQuery("""
                        DELETE FROM consent_record r USING subject s
                        WHERE s.subject_id = :subject AND r.subject_key = s.subject_key
                          AND NOT cast(r.record_id AS text) = ANY (cast(:except AS text[]))
                        """)
                .setParameter("subject", subjectId)
                .setParameter("except", exceptIds.toArray(String[]::new))
                .executeUpdate()
                .replaceWithVoid());
    }

    /** Deletes proofs whose time has come. */
    Uni<Integer> deleteProof(UUID subjectId, List<String> recordIds) {
        return session(session -> session.createNativeQuery("""
                        DELETE FROM consent_record r USING consent_proof p
                        WHERE p.subject_ref = :ref AND r.subject_key = p.subject_key
                          AND cast(r.record_id AS text) = ANY (cast(:ids AS text[]))
                        """)
                .setParameter("ref", pseudonyms.of(subjectId))
                .setParameter("ids", recordIds.toArray(String[]::new))
                .executeUpdate()
                .call(() -> session.createNativeQuery("""
                                DELETE FROM consent_proof p WHERE p.subject_ref = :ref AND NOT EXISTS
                                    (SELECT FROM consent_record r WHERE r.subject_key = p.subject_key)
                                """)
                        .setParameter("ref", pseudonyms.of(subjectId))
                        .executeUpdate()));
    }

    /** Deletes everything that carries the person's id. */
    Uni<Void> forget(UUID subjectId) {
        return session(session -> delete(session, "consent_request", subjectId)
                .chain(() -> delete(session, "consent", subjectId))
                .chain(() -> delete(session, "subject", subjectId))
                .replaceWithVoid());
    }

    private static Uni<Integer> delete(Mutiny.Session session, String table, UUID subjectId) {
        return session.createNativeQuery("DELETE FROM " + table + " WHERE subject_id = :subject")
                .setParameter("subject", subjectId)
                .executeUpdate();
    }

    private static <T> Uni<T> session(Function<Mutiny.Session, Uni<T>> work) {
        return Panache.getSession().chain(work::apply);
    }
}
