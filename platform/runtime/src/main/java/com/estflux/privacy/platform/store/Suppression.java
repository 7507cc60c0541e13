package com.estflux.privacy.platform.store;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who was erased: data that arrives late about them is dropped and counted, never stored, until they open an account
 * again; what is older than that stays out. The list holds keyed hashes, so that it does not itself remember the person.
 */
@ApplicationScoped
public class Suppression {

    private static final String AMONG =
            "SELECT pseudonym FROM suppression WHERE pseudonym = ANY (cast(:pseudonyms AS text[]))";
    private static final String HOLD_OFF_ERASURE = """
            SELECT count(pg_advisory_xact_lock_shared(hashtextextended(sought, 0)))
            FROM (SELECT sought FROM unnest(cast(:pseudonyms AS text[])) AS sought ORDER BY sought) AS ordered
            """;
    private static final String READMIT = "SELECT readmit(:pseudonym, :openedAt)";
    private static final String SUPPRESSED_BEFORE =
            "SELECT count(*) FROM suppression WHERE pseudonym = :pseudonym AND suppressed_at < :happenedAt";
    private static final String RETURNED =
            "SELECT count(*) FROM suppression_ended WHERE pseudonym = :pseudonym AND ended_at > :happenedAt";
    private static final String SUPPRESS = "SELECT cast(suppress(cast(:pseudonyms AS text[])) AS text)";

    private final Pseudonyms pseudonyms;
    private final MeterRegistry meters;

    Suppression(Pseudonyms pseudonyms, MeterRegistry meters) {
        this.pseudonyms = pseudonyms;
        this.meters = meters;
    }

    /** Whether this id is suppressed; see {@link #among}. */
    public Uni<Boolean> contains(UUID id) {
        return among(List.of(id)).map(found -> !found.isEmpty());
    }

    /**
     * Which of these ids are suppressed, in the current transaction. Those that are not cannot become so before it
     * ends: an erasure waits for it, and then finds what it stored.
     */
    public Uni<Set<UUID>> among(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Map<String, UUID> byPseudonym = new HashMap<>();
        ids.forEach(id -> byPseudonym.put(pseudonyms.of(id), id));
        String[] sought = byPseudonym.keySet().toArray(String[]::new);
        // Two statements: what the second sees must be from after the locks were granted.
        return Panache.getSession().chain(session -> session.createNativeQuery(HOLD_OFF_ERASURE, Long.class)
                .setParameter("pseudonyms", sought)
                .getSingleResult()
                .chain(() -> session.createNativeQuery(AMONG, String.class)
                        .setParameter("pseudonyms", sought)
                        .getResultList())
                .map(found -> found.stream().map(byPseudonym::get).collect(Collectors.toSet())));
    }

    /**
     * Lets a person back who opens an account after their erasure, in the current transaction: what happens from then on
     * is stored again. An account that was opened before the erasure lets nobody back.
     *
     * @param openedAt when the account was opened, UTC
     * @return whether a suppression ended
     */
    public Uni<Boolean> readmit(UUID id, Instant openedAt) {
        return Panache.getSession().chain(session -> session.createNativeQuery(READMIT, Boolean.class)
                .setParameter("pseudonym", pseudonyms.of(id))
                .setParameter("openedAt", openedAt.atOffset(ZoneOffset.UTC))
                .getSingleResult());
    }

    /**
     * Whether what happened then must stay out, in the current transaction: the id is suppressed, or the person came back
     * later than that and it belongs to the life that was erased. See {@link #among} on how long the answer holds.
     *
     * @param happenedAt when it happened, UTC
     */
    public Uni<Boolean> excludes(UUID id, Instant happenedAt) {
        return contains(id)
                .chain(suppressed -> suppressed ? Uni.createFrom().item(true) : returnedAfter(id, happenedAt));
    }

    /** Whether a person came back after an erasure, and later than this instant. */
    public Uni<Boolean> returnedAfter(UUID id, Instant happenedAt) {
        return exists(RETURNED, id, happenedAt);
    }

    /** Whether an id is suppressed, and has been since before this instant. */
    public Uni<Boolean> suppressedBefore(UUID id, Instant happenedAt) {
        return exists(SUPPRESSED_BEFORE, id, happenedAt);
    }

    private Uni<Boolean> exists(String query, UUID id, Instant happenedAt) {
        return Panache.getSession().chain(session -> session.createNativeQuery(query, Long.class)
                .setParameter("pseudonym", pseudonyms.of(id))
                .setParameter("happenedAt", happenedAt.atOffset(ZoneOffset.UTC))
                .getSingleResult()
                .map(found -> found > 0));
    }

    /** Suppresses an id until it is readmitted, in the current transaction; waits for those who store something about it. */
    public Uni<Void> add(UUID id) {
        return addAll(List.of(id));
    }

    /** Suppresses ids, in the current transaction; waits for those who are storing something about them. */
    public Uni<Void> addAll(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession().chain(session -> session.createNativeQuery(SUPPRESS, String.class)
                .setParameter("pseudonyms", ids.stream().map(pseudonyms::of).toArray(String[]::new))
                .getSingleResult()
                .replaceWithVoid());
    }

    /** Counts data dropped because its subject is suppressed: meter {@code privacy.suppressed}. */
    public void countDropped(String what, long count) {
        meters.counter("privacy.suppressed", "what", what).increment((double) count);
    }
}
