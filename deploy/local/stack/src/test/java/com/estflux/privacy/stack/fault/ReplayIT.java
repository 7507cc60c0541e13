package com.estflux.privacy.stack.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.platform.testing.infrastructure.KafkaBroker;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.stack.SharedStack;
import com.estflux.privacy.stack.story.Erasure;
import com.estflux.privacy.stack.story.Person;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Everything that was ever said is said again, first in its order, then with the keys in disorder. */
class ReplayIT {

    private static final Duration QUIET = Duration.ofMinutes(3);
    private static final long SEED = Long.getLong("estflux.replay.seed", System.nanoTime());

    private final SharedStack faults = SharedStack.get();
    private final DatabaseDigests digests = new DatabaseDigests(faults);
    private final KafkaBroker broker = faults.stack().kafka();
    private final KafkaProbe kafka = new KafkaProbe(broker);

    @Test
    void shouldChangeNothingWhenEveryEventComesAgainAndInAnotherOrder() {
        faults.say("replay", "seed " + SEED);
        faults.customers().settle();
        Person erased = faults.customers().settle();
        Erasure erasure = faults.customers().erasure(erased);
        erasure.ask();
        erasure.approve(erasure.awaitPlan());
        erasure.awaitCompletion();
        int letters = erasure.awaitLetters().size();
        awaitQuiet();
        Map<String, String> before = digests.take();
        Map<Topic, List<ConsumerRecord<byte[], byte[]>>> said = new HashMap<>();
        events().forEach(topic -> said.put(topic, kafka.records(topic.topicName())));

        said.values().forEach(this::send);
        awaitQuiet();
        assertThat(digests.take()).as("after the same again").isEqualTo(before);

        Random random = new Random(SEED);
        said.values().forEach(records -> send(shuffled(records, random)));
        awaitQuiet();
        assertThat(digests.take()).as("after the same in another order").isEqualTo(before);
        assertThat(faults.stack().mail().messagesTo(erased.email())).hasSize(letters);
        said.forEach((topic, records) -> faults.say("replay", topic.topicName() + ": " + records.size() + " twice"));
    }

    private static Stream<Topic> events() {
        return Stream.of(Topic.values()).filter(topic -> !topic.topicName().contains("dead-letters"));
    }

    /** The same records; those of one key in their order, the keys mixed at random. */
    private static List<ConsumerRecord<byte[], byte[]>> shuffled(
            List<ConsumerRecord<byte[], byte[]>> records, Random random) {
        Map<String, Deque<ConsumerRecord<byte[], byte[]>>> byKey = new LinkedHashMap<>();
        records.forEach(record -> byKey.computeIfAbsent(
                        new String(record.key(), java.nio.charset.StandardCharsets.UTF_8), key -> new ArrayDeque<>())
                .add(record));
        List<Deque<ConsumerRecord<byte[], byte[]>>> left = new ArrayList<>(byKey.values());
        List<ConsumerRecord<byte[], byte[]>> shuffled = new ArrayList<>();
        while (!left.isEmpty()) {
            int next = random.nextInt(left.size());
            shuffled.add(left.get(next).remove());
            left.removeIf(Deque::isEmpty);
        }
        return shuffled;
    }

    private void send(List<ConsumerRecord<byte[], byte[]>> records) {
        try (var producer =
                new KafkaProducer<>(broker.clientSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                producer.send(new ProducerRecord<>(
                        record.topic(), record.partition(), record.key(), record.value(), record.headers()));
            }
        }
    }

    /** Waits until every consumer group has read everything, nothing waits to be published, and it stays so. */
    private void awaitQuiet() {
        await().atMost(QUIET)
                .pollInterval(Duration.ofMillis(500))
                .during(Duration.ofSeconds(4))
                .until(() -> lag() == 0 && digests.unpublished() == 0);
    }

    private long lag() throws ExecutionException, InterruptedException {
        long lag = 0;
        try (Admin admin = Admin.create(broker.clientSettings())) {
            List<String> groups = admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                    .map(group -> group.groupId())
                    .toList();
            for (String group : groups) {
                Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get();
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
                var ends = admin.listOffsets(latest).all().get();
                lag += committed.entrySet().stream()
                        .filter(position -> position.getValue() != null)
                        .mapToLong(position -> ends.get(position.getKey()).offset()
                                - position.getValue().offset())
                        .sum();
            }
        }
        return lag;
    }
}
