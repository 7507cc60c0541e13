package com.estflux.privacy.platform.store;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who was erased: data that arrives late about them is dropped and counted, never stored. The list holds keyed hashes,
 * so that it does not itself remember the person.
 */
@ApplicationScoped
public class Suppression {

    private static final String AMONG =
            "SELECT pseudonym FROM suppression WHERE pseudonym = ANY (cast(:pseudonyms AS text[]))";
    private static final String HOLD_OFF_ERASURE = """
            SELECT count(pg_advisory_xact_lock_shared(hashtextextended(sought, 0)))
            FROM (SELECT sought FROM unnest(cast(:pseudonyms AS text[])) AS sought ORDER BY sought) AS ordered
            """;
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

    /** Suppresses an id for good, in the current transaction; waits for those who are storing something about it. */
    public Uni<Void> add(UUID id) {
        return addAll(List.of(id));
    }

    /** Suppresses ids for good, in the current transaction; waits for those who are storing something about them. */
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
