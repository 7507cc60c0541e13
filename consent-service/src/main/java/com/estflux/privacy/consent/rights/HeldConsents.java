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

    private static final String RECORDS =
            "SELECT record_id, subject_key FROM consent_record UNION ALL SELECT record_id, subject_key FROM"
                    + " objection_record";
    private static final List<String> RECORD_TABLES = List.of("consent_record", "objection_record");

    private final Pseudonyms pseudonyms;
    private final Clock clock;

    HeldConsents(Pseudonyms pseudonyms, Clock clock) {
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Ids of the records of a person who is known. */
    Uni<List<String>> recordIds(UUID subjectId) {
        return session(session -> session.createNativeQuery(
                        "SELECT cast(r.record_id AS text) FROM subject s JOIN (" + RECORDS
                                + ") r ON r.subject_key = s.subject_key WHERE s.subject_id = :subject",
                        String.class)
                .setParameter("subject", subjectId)
                .getResultList());
    }

    /** Ids of the records kept as proof after an erasure. */
    Uni<List<String>> provenRecordIds(UUID subjectId) {
        return session(session -> session.createNativeQuery(
                        "SELECT cast(r.record_id AS text) FROM consent_proof p JOIN (" + RECORDS
                                + ") r ON r.subject_key = p.subject_key WHERE p.subject_ref = :ref",
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

    /** Purposes with an objection: their keys on Kafka need tombstones. */
    Uni<List<String>> objections(UUID subjectId) {
        return session(session -> session.createNativeQuery(
                        "SELECT purpose_key FROM objection WHERE subject_id = :subject ORDER BY purpose_key",
                        String.class)
                .setParameter("subject", subjectId)
                .getResultList());
    }

    /**
     * Keeps the records as proof, under a keyed hash of the person's id.
     *
     * @param until last Tallinn date they are kept, null while that depends on an event to come
     * @param legalBasis why they may be kept
     */
    Uni<Void> keepProof(UUID subjectId, @Nullable LocalDate until, String legalBasis) {
        return session(session -> session.createNativeQuery("""
                        INSERT INTO consent_proof (subject_ref, subject_key, keep_until, legal_basis, erased_at)
                        SELECT :ref, subject_key, cast(cast(:until AS text) AS date), :basis, :now
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
    Uni<Integer> deleteRecords(UUID subjectId, List<String> exceptIds) {
        return fromEach(table -> session -> session.createNativeQuery("DELETE FROM " + table + """
             r USING subject s
            WHERE s.subject_id = :subject AND r.subject_key = s.subject_key
              AND NOT cast(r.record_id AS text) = ANY (cast(:except AS text[]))
            """)
                .setParameter("subject", subjectId)
                .setParameter("except", exceptIds.toArray(String[]::new))
                .executeUpdate());
    }

    /** Deletes kept records whose time has come, and with the last of them the proof. */
    Uni<Integer> deleteProof(UUID subjectId, List<String> recordIds) {
        String ref = pseudonyms.of(subjectId);
        return fromEach(table -> session -> session.createNativeQuery("DELETE FROM " + table + """
             r USING consent_proof p
            WHERE p.subject_ref = :ref AND r.subject_key = p.subject_key
              AND cast(r.record_id AS text) = ANY (cast(:ids AS text[]))
            """)
                        .setParameter("ref", ref)
                        .setParameter("ids", recordIds.toArray(String[]::new))
                        .executeUpdate())
                .call(() -> session(session -> session.createNativeQuery("DELETE FROM consent_proof p"
                                + " WHERE p.subject_ref = :ref AND NOT EXISTS (SELECT FROM (" + RECORDS
                                + ") r WHERE r.subject_key = p.subject_key)")
                        .setParameter("ref", ref)
                        .executeUpdate()));
    }

    /**
     * Deletes proofs retained until a day before this one, with their records; how many proofs. No other transaction
     * claims the same ones meanwhile.
     *
     * @param heldSubjects whose proofs stay
     * @param heldRecords records that stay, with the proof they belong to
     */
    Uni<Integer> deleteProofsDueBefore(LocalDate today, List<UUID> heldSubjects, String[] heldRecords, int most) {
        return session(session -> session.createNativeQuery("""
                        SELECT cast(p.subject_key AS text) FROM consent_proof p
                        WHERE p.keep_until < cast(cast(:today AS text) AS date)
                          AND NOT p.subject_ref = ANY (cast(:heldSubjects AS text[]))
                          AND NOT EXISTS (SELECT FROM (""" + RECORDS + """
                        ) r WHERE r.subject_key = p.subject_key AND cast(r.record_id AS text) = ANY (cast(:heldRecords AS text[])))
                        ORDER BY p.keep_until, p.subject_key LIMIT :most FOR UPDATE OF p SKIP LOCKED
                        """, String.class)
                        .setParameter("today", today.toString())
                        .setParameter(
                                "heldSubjects",
                                heldSubjects.stream().map(pseudonyms::of).toArray(String[]::new))
                        .setParameter("heldRecords", heldRecords)
                        .setParameter("most", most)
                        .getResultList())
                .call(keys -> fromEach(table -> deleteOf(table, keys)))
                .call(keys -> session(deleteOf("consent_proof", keys)))
                .map(List::size);
    }

    private static Function<Mutiny.Session, Uni<Integer>> deleteOf(String table, List<String> subjectKeys) {
        return session -> session.createNativeQuery(
                        "DELETE FROM " + table + " WHERE subject_key = ANY (cast(cast(:keys AS text[]) AS uuid[]))")
                .setParameter("keys", subjectKeys.toArray(String[]::new))
                .executeUpdate();
    }

    private static Uni<Integer> fromEach(Function<String, Function<Mutiny.Session, Uni<Integer>>> delete) {
        Uni<Integer> deleted = Uni.createFrom().item(0);
        for (String table : RECORD_TABLES) {
            deleted = deleted.chain(before -> session(delete.apply(table)).map(count -> before + count));
        }
        return deleted;
    }

    /** Deletes everything that carries the person's id. */
    Uni<Void> forget(UUID subjectId) {
        return session(session -> delete(session, "consent_request", subjectId)
                .chain(() -> delete(session, "objection", subjectId))
                .chain(() -> delete(session, "visitor", subjectId))
                .chain(() -> delete(session, "statistics_choice", subjectId))
                .chain(() -> delete(session, "policy_recipient", subjectId))
                .chain(() -> delete(session, "policy_acceptance", subjectId))
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
