package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where events are published from: a row in the current transaction, sent by the {@link OutboxRelay} once it has
 * committed. What is rolled back was never said; what was committed is said, however often the process dies.
 *
 * <p>Events with the same partition key keep their order if the transactions that publish them are serialised, for
 * example by the lock of the row they change.
 */
@ApplicationScoped
public class Outbox {

    private static final String INSERT = """
            INSERT INTO outbox (aggregatetype, aggregateid, partition_key, type, headers, payload)
            VALUES (:topic, :key, :partitionKey, :type, cast(cast(:headers AS text) AS jsonb), :payload)
            """;
    private static final String TOMBSTONE = """
            INSERT INTO outbox (aggregatetype, aggregateid, partition_key, type, headers)
            VALUES (:topic, :key, :partitionKey, :type, cast(cast(:headers AS text) AS jsonb))
            """;

    private final EventCodec codec;
    private final OutboxRelay relay;
    private final Clock clock;
    private final String source;

    Outbox(EventCodec codec, OutboxRelay relay, Clock clock, MessagingConfig config) {
        this.codec = codec;
        this.relay = relay;
        this.clock = clock;
        this.source = "/estflux/" + config.service();
    }

    /** Publishes an event of this service, with a fresh id, in the current transaction. */
    public Uni<Void> publish(EventData data) {
        return publish(EventMessage.create(source, clock, data));
    }

    /** Publishes an event whose id the caller chose, so that saying it again is recognised as the same. */
    public Uni<Void> publish(EventMessage<?> event) {
        return insert(codec.encode(event), event.type().type());
    }

    /** Publishes events in their order. */
    public Uni<Void> publishAll(List<? extends EventData> data) {
        Uni<Void> published = Uni.createFrom().voidItem();
        for (EventData one : data) {
            published = published.chain(() -> publish(one));
        }
        return published;
    }

    /** Removes the record with this key from a compacted topic. */
    public Uni<Void> tombstone(Topic topic, String key, String partitionKey) {
        return insert(EncodedEvent.tombstone(topic, key, partitionKey), "tombstone");
    }

    /** The source of this service's events. */
    public String source() {
        return source;
    }

    private Uni<Void> insert(EncodedEvent event, String type) {
        byte @Nullable [] payload = event.data();
        return Panache.getSession().chain(session -> {
            var insert = session.createNativeQuery(payload == null ? TOMBSTONE : INSERT)
                    .setParameter("topic", event.topic())
                    .setParameter("key", event.key())
                    .setParameter("partitionKey", event.partitionKey())
                    .setParameter("type", type)
                    .setParameter("headers", new JsonObject(new HashMap<>(event.headers())).encode());
            if (payload != null) {
                insert.setParameter("payload", payload);
            }
            return insert.executeUpdate().invoke(relay::expectWork).replaceWithVoid();
        });
    }
}
