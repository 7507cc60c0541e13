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

    private final Pseudonyms pseudonyms;
    private final MeterRegistry meters;

    Suppression(Pseudonyms pseudonyms, MeterRegistry meters) {
        this.pseudonyms = pseudonyms;
        this.meters = meters;
    }

    /** Whether this id is suppressed; in the current session. */
    public Uni<Boolean> contains(UUID id) {
        return among(List.of(id)).map(found -> !found.isEmpty());
    }

    /** Which of these ids are suppressed; in the current session. */
    public Uni<Set<UUID>> among(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Map<String, UUID> byPseudonym = new HashMap<>();
        ids.forEach(id -> byPseudonym.put(pseudonyms.of(id), id));
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "SELECT pseudonym FROM suppression WHERE pseudonym = ANY (cast(:pseudonyms AS text[]))",
                        String.class)
                .setParameter("pseudonyms", byPseudonym.keySet().toArray(String[]::new))
                .getResultList()
                .map(found -> found.stream().map(byPseudonym::get).collect(Collectors.toSet())));
    }

    /** Suppresses an id for good, in the current transaction. */
    public Uni<Void> add(UUID id) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "INSERT INTO suppression (pseudonym) VALUES (:pseudonym) ON CONFLICT DO NOTHING")
                .setParameter("pseudonym", pseudonyms.of(id))
                .executeUpdate()
                .replaceWithVoid());
    }

    /** Counts data dropped because its subject is suppressed: meter {@code privacy.suppressed}. */
    public void countDropped(String what, long count) {
        meters.counter("privacy.suppressed", "what", what).increment((double) count);
    }
}
