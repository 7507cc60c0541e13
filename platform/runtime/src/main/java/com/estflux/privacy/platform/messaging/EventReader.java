package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads Kafka records as events of the contract. */
@ApplicationScoped
public class EventReader {

    private final EventCodec codec;

    EventReader(EventCodec codec) {
        this.codec = codec;
    }

    /**
     * Reads a record.
     *
     * @throws InvalidEventException if it is not an event of the contract; its message holds nothing of the record
     */
    public EventMessage<?> read(ConsumerRecord<byte[], byte[]> record) throws InvalidEventException {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new InvalidEventException(Reason.MALFORMED_JSON, "the record has no value");
        }
        return codec.decode(record.topic(), record.key(), headers(record), value);
    }

    /** Finds a record's headers by name. */
    static Function<String, byte @Nullable []> headers(ConsumerRecord<byte[], byte[]> record) {
        return name -> lastHeader(record, name);
    }

    private static byte @Nullable [] lastHeader(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
