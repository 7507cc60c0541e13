package com.estflux.privacy.platform.testing.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topic.DSR_CASES.topicName(), 0);

    @Test
    void shouldKeepAcknowledgedRecordsThroughKill(@TempDir Path directory) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(directory, 0)) {
            broker.createTopics(Map.of());
            broker.createTopics(Map.of());
            produce(broker, "kept");

            broker.kill();
            broker.restart();

            assertThat(consume(broker)).containsExactly("kept");
            assertThat(broker.logSegments()).isNotEmpty();
        }
    }

    private static void produce(KafkaBroker broker, String value) throws Exception {
        Map<String, Object> settings = new HashMap<>(broker.clientSettings());
        settings.put("acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(PARTITION.topic(), PARTITION.partition(), "key", value))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static List<String> consume(KafkaBroker broker) {
        Map<String, Object> settings = broker.clientSettings();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            List<String> values = new ArrayList<>();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return !values.isEmpty();
            });
            return values;
        }
    }
}
