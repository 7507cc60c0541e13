package com.estflux.privacy.stack.fault;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Sees the receipts about one subject the moment they are on Kafka. */
final class ReceiptWatch implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String subjectId;

    /** Watches from now on. */
    ReceiptWatch(KafkaBroker broker, UUID subjectId) {
        this.subjectId = subjectId.toString();
        Map<String, Object> settings = new HashMap<>(broker.clientSettings());
        settings.put("fetch.max.wait.ms", "20");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.PRIVACY_RECEIPTS.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits until so many receipts of any kind were seen; tells whether they were. */
    boolean await(int wanted, Duration bound) {
        Instant end = Instant.now().plus(bound);
        int seen = 0;
        while (seen < wanted && Instant.now().isBefore(end)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                if (new String(record.key(), StandardCharsets.UTF_8).equals(subjectId)) {
                    seen++;
                }
            }
        }
        return seen >= wanted;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
