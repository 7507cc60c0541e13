package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Recognises events taken in before, by source and id. The row is written in the transaction of the effect: either
 * both are there or neither, and of two deliveries at the same time one waits for the other. Ids are kept as keyed hashes.
 */
@ApplicationScoped
public class Inbox {

    private static final String INSERT = """
            INSERT INTO inbox (consumer, source, event_id)
            SELECT :consumer, delivered.source, delivered.event_id
            FROM unnest(cast(:sources AS text[]), cast(:ids AS text[])) AS delivered (source, event_id)
            ORDER BY delivered.source, delivered.event_id
            ON CONFLICT DO NOTHING
            RETURNING event_id
            """;

    private final Pseudonyms pseudonyms;

    Inbox(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** Whether this is the first delivery to this consumer, in the current transaction. */
    public Uni<Boolean> firstDelivery(String consumer, EventMessage<?> event) {
        return firstDeliveries(consumer, List.of(event)).map(first -> !first.isEmpty());
    }

    /**
     * Which of these are delivered to this consumer for the first time, in the current transaction.
     *
     * @return source and id of each, joined by a space
     */
    public Uni<Set<String>> firstDeliveries(String consumer, Collection<EventMessage<?>> events) {
        String[] sources = events.stream().map(EventMessage::source).toArray(String[]::new);
        Map<String, String> byHash = new HashMap<>();
        String[] hashes = events.stream()
                .map(event -> {
                    String name = event.source() + " " + event.id();
                    String hash = pseudonyms.of(name);
                    byHash.put(hash, name);
                    return hash;
                })
                .toArray(String[]::new);
        return Panache.getSession().chain(session -> session.createNativeQuery(INSERT, String.class)
                .setParameter("consumer", consumer)
                .setParameter("sources", sources)
                .setParameter("ids", hashes)
                .getResultList()
                .map(first -> first.stream().map(byHash::get).collect(Collectors.toSet())));
    }
}
