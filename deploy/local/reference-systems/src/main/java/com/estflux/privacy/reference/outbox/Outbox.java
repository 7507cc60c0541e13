package com.estflux.privacy.reference.outbox;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.proof.EventSigner;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.reference.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a system's events are published from: rows in the transaction of what they tell, sent by the
 * {@link OutboxRelay} afterwards.
 */
public final class Outbox {

    private static final String INSERT = """
            INSERT INTO outbox (topic, record_key, partition_key, headers, payload) VALUES (?, ?, ?, ?, ?)
            """;

    private final EventCodec codec;
    private final EventSigner signer;
    private final String source;
    private final Clock clock;

    /**
     * An outbox of a system.
     *
     * @param codec writes its events
     * @param signer proves those that must be proved
     * @param source the CloudEvents source of its events
     * @param clock tells their time
     */
    public Outbox(EventCodec codec, EventSigner signer, String source, Clock clock) {
        this.codec = codec;
        this.signer = signer;
        this.source = source;
        this.clock = clock;
    }

    /** Publishes an event with a fresh id, in the current transaction. */
    public void publish(Connection connection, EventData data) throws SQLException {
        publish(connection, EventMessage.create(source, clock, data));
    }

    /** Publishes an event whose id the caller chose, so that saying it again is recognised as the same. */
    public void publish(Connection connection, EventMessage<?> event) throws SQLException {
        EncodedEvent encoded = codec.encode(event);
        insert(connection, Sender.of(event.type()).isPresent() ? signer.sign(encoded) : encoded);
    }

    /** Removes the record with this key from a compacted topic. */
    public void tombstone(Connection connection, Topic topic, String key, String partitionKey) throws SQLException {
        insert(connection, EncodedEvent.tombstone(topic, key, partitionKey));
    }

    /** The source of this system's events. */
    public String source() {
        return source;
    }

    private static void insert(Connection connection, EncodedEvent event) throws SQLException {
        List<String> headers = new ArrayList<>();
        event.headers().forEach((name, value) -> headers.addAll(List.of(name, value)));
        Sql.update(connection, INSERT, event.topic(), event.key(), event.partitionKey(), headers, event.data());
    }
}
