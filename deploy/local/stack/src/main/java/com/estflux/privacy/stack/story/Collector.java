package com.estflux.privacy.stack.story;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.access.Participant;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A collector of usage samples, publishing through the contracts as any other would. */
final class Collector implements AutoCloseable {

    private final EventCodec codec = new EventCodec();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final KafkaProducer<byte[], byte[]> producer;

    Collector(KafkaBroker broker) {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings(Participant.USAGE_COLLECTOR));
        settings.putAll(Map.of("acks", "all", "linger.ms", "20", "batch.size", "131072"));
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void publish(VpsSampled sample) {
        EncodedEvent event = codec.encode(EventMessage.create("/estflux/collector", Clock.systemUTC(), sample));
        // The key of a sample is its VPS, which is also what keeps its order.
        var record =
                new ProducerRecord<>(event.topic(), null, event.key().getBytes(StandardCharsets.UTF_8), event.data());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record, (metadata, refused) -> failure.compareAndSet(null, refused));
    }

    /** Waits until the broker has everything. */
    void flush() {
        producer.flush();
        Exception refused = failure.get();
        if (refused != null) {
            throw new StackException("the broker did not take the samples", refused);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
