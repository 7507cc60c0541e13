package com.estflux.privacy.consent.policy;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

@ApplicationScoped
class PolicyRepository implements PanacheRepositoryBase<PolicyEntity, String> {

    private static final String CLAIM = """
        UPDATE policy_recipient SET claimed_at = :now
        WHERE (version, subject_id) IN (
            SELECT r.version, r.subject_id FROM policy_recipient r JOIN subject s ON s.subject_id = r.subject_id
            WHERE r.version = :version AND r.claimed_at IS NULL AND s.account_state = 'open'
            ORDER BY r.subject_id LIMIT :most FOR UPDATE OF r SKIP LOCKED)
        RETURNING subject_id
        """;

    Uni<PolicyEntity> locked(String version) {
        return findById(version, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The published version that applies on a date: of those effective by then, the last published. */
    Uni<PolicyEntity> effective(LocalDate today) {
        return find("status = 'published' and effectiveOn <= ?1 order by effectiveOn desc, publishedAt desc", today)
                .firstResult();
    }

    Uni<Map<String, String>> texts(String version) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT language, body FROM policy_text WHERE version = :version", Object[].class)
                        .setParameter("version", version)
                        .getResultList())
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (String) row[0], row -> (String) row[1])));
    }

    Uni<Void> replaceTexts(String version, Map<String, String> texts) {
        String[] languages = texts.keySet().toArray(String[]::new);
        String[] bodies = texts.values().toArray(String[]::new);
        return getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM policy_text WHERE version = :version")
                        .setParameter("version", version)
                        .executeUpdate()
                        .chain(() -> session.createNativeQuery("""
                            INSERT INTO policy_text (version, language, body, hash)
                            SELECT :version, language, body, encode(sha256(convert_to(body, 'UTF8')), 'hex')
                            FROM unnest(cast(:languages AS text[]), cast(:bodies AS text[]))
                                AS given (language, body)
                            """)
                                .setParameter("version", version)
                                .setParameter("languages", languages)
                                .setParameter("bodies", bodies)
                                .executeUpdate()))
                .replaceWithVoid();
    }

    /** Puts every active customer on the list of those to be told, once. */
    Uni<Integer> addRecipients(String version) {
        return getSession()
                .chain(session -> session.createNativeQuery("INSERT INTO policy_recipient (version, subject_id)"
                                + " SELECT :version, subject_id FROM subject WHERE account_state = 'open'"
                                + " ON CONFLICT DO NOTHING")
                        .setParameter("version", version)
                        .executeUpdate());
    }

    Uni<List<UUID>> claim(String version, int most, OffsetDateTime now) {
        return getSession().chain(session -> session.createNativeQuery(CLAIM, UUID.class)
                .setParameter("version", version)
                .setParameter("most", most)
                .setParameter("now", now)
                .getResultList());
    }

    Uni<Integer> confirm(String version, List<UUID> subjects, OffsetDateTime now) {
        return getSession().chain(session -> session.createNativeQuery("UPDATE policy_recipient SET confirmed_at = :now"
                        + " WHERE version = :version AND claimed_at IS NOT NULL AND confirmed_at IS NULL"
                        + " AND subject_id = ANY (cast(:subjects AS uuid[]))")
                .setParameter("version", version)
                .setParameter("subjects", subjects.toArray(UUID[]::new))
                .setParameter("now", now)
                .executeUpdate());
    }

    /** The last drafted, newest first. */
    Uni<List<PolicyEntity>> newest(int most) {
        return find("order by draftedAt desc, version").page(0, most).list();
    }

    /**
     * How many are to be told, are claimed, are confirmed, were claimed since a time, and are out of reach: they closed
     * their account before they were told.
     */
    Uni<Long[]> progress(String version, OffsetDateTime since) {
        return getSession()
                .chain(session -> session.createNativeQuery("""
                    SELECT count(*), count(r.claimed_at), count(r.confirmed_at),
                           count(*) FILTER (WHERE r.claimed_at > :since),
                           count(*) FILTER (WHERE r.confirmed_at IS NULL
                               AND s.account_state IS DISTINCT FROM 'open')
                    FROM policy_recipient r JOIN subject s ON s.subject_id = r.subject_id
                    WHERE r.version = :version
                    """, Object[].class)
                        .setParameter("version", version)
                        .setParameter("since", since)
                        .getSingleResult())
                .map(row -> Arrays.stream(row).map(Long.class::cast).toArray(Long[]::new));
    }

    /** Whether a person with an open account can have accepted a version by going on: it is material only if they were told. */
    Uni<Boolean> goesOn(String version, UUID subjectId) {
        return getSession().chain(session -> session.createNativeQuery("""
            SELECT EXISTS (SELECT FROM subject s JOIN policy p ON p.version = :version
                WHERE s.subject_id = :subject AND s.account_state = 'open'
                  AND (NOT p.material OR EXISTS (SELECT FROM policy_recipient r
                      WHERE r.version = p.version AND r.subject_id = s.subject_id
                        AND r.confirmed_at IS NOT NULL)))
            """, Boolean.class)
                .setParameter("version", version)
                .setParameter("subject", subjectId)
                .getSingleResult());
    }

    Uni<Integer> accept(String version, UUID subjectId, String kind, OffsetDateTime now) {
        return getSession().chain(session -> session.createNativeQuery("INSERT INTO policy_acceptance"
                        + " (version, subject_id, kind, accepted_at) VALUES (:version, :subject, :kind, :now)"
                        + " ON CONFLICT DO NOTHING")
                .setParameter("version", version)
                .setParameter("subject", subjectId)
                .setParameter("kind", kind)
                .setParameter("now", now)
                .executeUpdate());
    }
}
