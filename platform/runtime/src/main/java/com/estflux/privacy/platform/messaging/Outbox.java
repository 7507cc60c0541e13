package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.platform.proof.ServiceKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
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

    private static final String INSERT_ALL = """
            INSERT INTO outbox (aggregatetype, aggregateid, partition_key, type, headers, payload)
            SELECT topic, key, partition_key, type, cast(headers AS jsonb), payload
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[]) WITH ORDINALITY
                AS event (topic, key, partition_key, type, headers, payload, ordinal)
            ORDER BY ordinal
            """;

    private final EventCodec codec;
    private final ServiceKey key;
    private final OutboxRelay relay;
    private final Clock clock;
    private final String source;

    Outbox(EventCodec codec, ServiceKey key, OutboxRelay relay, Clock clock, MessagingConfig config) {
        this.codec = codec;
        this.key = key;
        this.relay = relay;
        this.clock = clock;
        this.source = "/estflux/" + config.service();
    }

    /**
     * Publishes an event of this service, with a fresh id, in the current transaction.
     *
     * @throws IllegalArgumentException if it is not what its contract promises: consumers would refuse it
     */
    public Uni<Void> publish(EventData data) {
        return publish(EventMessage.create(source, clock, data));
    }

    /**
     * Publishes an event whose id the caller chose, so that saying it again is recognised as the same.
     *
     * @throws IllegalArgumentException if it is not what its contract promises: consumers would refuse it
     */
    public Uni<Void> publish(EventMessage<?> event) {
        return insert(encode(event), event.type().type());
    }

    /** Publishes events in their order. */
    public Uni<Void> publishAll(List<? extends EventData> data) {
        Uni<Void> published = Uni.createFrom().voidItem();
        for (EventData one : data) {
            published = published.chain(() -> publish(one));
        }
        return published;
    }

    /**
     * Publishes events in their order, in a transaction of the driver's, for bulk paths that open no session. After its
     * commit, call {@link #committed()}.
     */
    public Uni<Void> publishAll(SqlClient transaction, List<? extends EventData> data) {
        List<EncodedEvent> events = data.stream()
                .map(one -> encode(EventMessage.create(source, clock, one)))
                .toList();
        Tuple rows = Tuple.tuple()
                .addArrayOfString(strings(events, EncodedEvent::topic))
                .addArrayOfString(strings(events, EncodedEvent::key))
                .addArrayOfString(strings(events, EncodedEvent::partitionKey))
                .addArrayOfString(
                        data.stream().map(one -> EventType.of(one).type()).toArray(String[]::new))
                .addArrayOfString(strings(events, event -> new JsonObject(new HashMap<>(event.headers())).encode()))
                .addValue(events.stream()
                        .map(event -> Buffer.buffer(Objects.requireNonNull(event.data())))
                        .toArray(Buffer[]::new));
        return transaction.preparedQuery(INSERT_ALL).execute(rows).replaceWithVoid();
    }

    /** A transaction of the driver's with events in it has committed: they are sent at once. */
    public void committed() {
        relay.wake();
    }

    /** Removes the record with this key from a compacted topic. */
    public Uni<Void> tombstone(Topic topic, String key, String partitionKey) {
        return insert(EncodedEvent.tombstone(topic, key, partitionKey), "tombstone");
    }

    /** The source of this service's events. */
    public String source() {
        return source;
    }

    /** Held against its contract, and signed where that is asked for. */
    private EncodedEvent encode(EventMessage<?> event) {
        return key.prove(event.type(), codec.encodeValid(event));
    }

    private static String[] strings(List<EncodedEvent> events, Function<EncodedEvent, String> field) {
        return events.stream().map(field).toArray(String[]::new);
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
