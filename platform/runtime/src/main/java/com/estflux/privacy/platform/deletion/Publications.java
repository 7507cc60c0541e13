package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.contracts.Topic;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How much of the rules and holds retention-service has published this store has read. The end of the topics is asked of
 * the broker before each deletion: a store that is cut off from it knows that it does not know.
 */
@ApplicationScoped
class Publications {

    private static final List<Topic> TOPICS = List.of(Topic.RETENTION_RULES, Topic.RETENTION_HOLDS);
    private static final String SAVE = """
            INSERT INTO known_position (topic, topic_partition, next_offset) VALUES (:topic, :partition, :offset)
            ON CONFLICT (topic, topic_partition) DO UPDATE SET next_offset = excluded.next_offset
            """;

    private final Map<String, Object> broker;

    Publications(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.broker = broker;
    }

    /** A partition of one of the topics. */
    record Partition(String topic, int partition) {}

    /** Where each partition ends now; fails while the broker does not say. */
    Uni<Map<Partition, Long>> ends() {
        return Uni.createFrom().item(this::readEnds).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Whether everything before these ends has been read, by what the database says of it. */
    static boolean areRead(JsonObject known, Map<Partition, Long> ends) {
        Map<Partition, Long> read = new HashMap<>();
        known.getJsonArray("positions").stream()
                .map(JsonObject.class::cast)
                .forEach(row -> read.put(
                        new Partition(row.getString("topic"), row.getInteger("topic_partition")),
                        row.getLong("next_offset")));
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || read.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** Saves the position after a record, in the current transaction. */
    static Uni<Void> save(ConsumerRecord<byte[], byte[]> record) {
        return Panache.getSession().chain(session -> session.createNativeQuery(SAVE)
                .setParameter("topic", record.topic())
                .setParameter("partition", record.partition())
                .setParameter("offset", record.offset() + 1)
                .executeUpdate()
                .replaceWithVoid());
    }

    private Map<Partition, Long> readEnds() {
        try (var consumer =
                new KafkaConsumer<>(configuration(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = TOPICS.stream()
                    .flatMap(topic -> partitions(consumer, topic.topicName()))
                    .toList();
            consumer.assign(partitions);
            return consumer.endOffsets(partitions).entrySet().stream()
                    .collect(Collectors.toMap(
                            end -> new Partition(
                                    end.getKey().topic(), end.getKey().partition()),
                            Map.Entry::getValue));
        }
    }

    private static Stream<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        var found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        return found.stream().map(partition -> new TopicPartition(topic, partition.partition()));
    }

    private Map<String, Object> configuration() {
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                Duration.ofSeconds(10).toMillis());
        // Nothing is fetched; the consumer's end would wait for it all the same.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return config;
    }
}
