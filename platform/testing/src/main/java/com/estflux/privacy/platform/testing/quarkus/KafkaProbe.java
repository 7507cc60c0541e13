package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.access.Participant;
import com.estflux.privacy.contracts.proof.EventSigner;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** Puts records on Kafka as other systems would, and reads what is there. */
public final class KafkaProbe {

    private static final int BOUND_SECONDS = 30;

    private final EventCodec codec = new EventCodec();
    private final Map<String, Object> login;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A probe of this broker that may do anything. */
    public KafkaProbe(KafkaBroker broker) {
        this(broker.clientSettings());
    }

    /** A probe of this broker with the rights of a participant. */
    public KafkaProbe(KafkaBroker broker, Participant participant) {
        this(broker.clientSettings(participant));
    }

    private KafkaProbe(Map<String, Object> login) {
        this.login = login;
        this.producer = new KafkaProducer<>(with("acks", "all"), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> with(String name, Object value) {
        Map<String, Object> settings = new HashMap<>(login);
        settings.put(name, value);
        return settings;
    }

    /** Sends an event, signed by the participant its source names if it must be, and waits until the broker has it. */
    public void send(EncodedEvent event) {
        boolean needsProof = event.data() != null
                && EventType.ofType(event.headers().getOrDefault("ce_type", ""))
                        .flatMap(Sender::of)
                        .isPresent();
        if (needsProof) {
            sendSignedBy(TestKeys.participant(event.headers().getOrDefault("ce_source", "")), event);
        } else {
            sendAsIs(event);
        }
    }

    /** Sends an event, signed by somebody, whatever it says of its source. */
    public void sendSignedBy(String participant, EncodedEvent event) {
        sendAsIs(new EventSigner(TestKeys.of(participant).pair()).sign(event));
    }

    /** Sends an event as it is: unsigned, unless it was signed before. */
    public void sendAsIs(EncodedEvent event) {
        int partitions = producer.partitionsFor(event.topic()).size();
        int partition = Utils.toPositive(Utils.murmur2(bytes(event.partitionKey()))) % partitions;
        var record = new ProducerRecord<>(event.topic(), partition, bytes(event.key()), event.data());
        event.headers().forEach((name, value) -> record.headers().add(name, bytes(value)));
        send(record);
    }

    /** Sends a record that need not be an event and waits until the broker has it. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get(BOUND_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker did not take the record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending", e);
        }
    }

    /** Every event of a topic, in the order of each partition. */
    public List<EventMessage<?>> events(Topic topic) {
        List<EventMessage<?>> events = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(topic.topicName())) {
            if (record.value() != null) {
                events.add(decode(record));
            }
        }
        return events;
    }

    /** Every value of a topic, as text. */
    public List<String> values(String topic) {
        return records(topic).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Everything that is in a topic now. */
    public List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (var consumer = new KafkaConsumer<>(
                // The consumer's end waits for its last fetch, which waits this long for records that will not come.
                with("fetch.max.wait.ms", 10), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    private EventMessage<?> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return codec.decode(
                    record.topic(),
                    record.key(),
                    name -> {
                        var header = record.headers().lastHeader(name);
                        return header == null ? null : header.value();
                    },
                    record.value());
        } catch (InvalidEventException e) {
            throw new IllegalStateException("not an event of the contract", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
