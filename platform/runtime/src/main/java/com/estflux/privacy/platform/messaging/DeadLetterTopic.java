package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.InvalidEventException.Reason;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dead-letter topic: it has one partition, so that an offset names a dead letter. The client blocks, so each
 * read runs on a worker thread; dead letters are few and read by people.
 */
@ApplicationScoped
class DeadLetterTopic {

    private static final Duration POLL = Duration.ofSeconds(5);

    private final Map<String, Object> broker;
    private final TopicPartition partition;

    DeadLetterTopic(@Identifier("default-kafka-broker") Map<String, Object> broker, MessagingConfig config) {
        this.broker = broker;
        this.partition = new TopicPartition(DeadLetters.topicOf(config), 0);
    }

    /**
     * A dead letter with its sealed content, null if that was not kept.
     *
     * @param identity digest of {@link EventIdentity}, null in letters of earlier versions
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(
            DeadLetter letter,
            byte @Nullable [] sealed,
            @Nullable String identity) {}

    /** Dead letters with an id of at least {@code from}, oldest first, at most {@code limit}. */
    Uni<List<DeadLetter>> list(long from, int limit) {
        return read(consumer -> {
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            consumer.seek(partition, Math.max(from, firstOffset(consumer)));
            List<DeadLetter> letters = new ArrayList<>();
            while (letters.size() < limit && consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (letters.size() < limit) {
                        letters.add(stored(record).letter());
                    }
                }
            }
            return letters;
        });
    }

    /** The dead letter with this id, if it is still kept. */
    Uni<Optional<Stored>> find(long id) {
        return read(consumer -> {
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            if (id < firstOffset(consumer) || id >= end) {
                return Optional.empty();
            }
            consumer.seek(partition, id);
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() == id) {
                    return Optional.of(stored(record));
                }
            }
            return Optional.empty();
        });
    }

    private long firstOffset(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.beginningOffsets(List.of(partition)).get(partition);
    }

    private <T> Uni<T> read(Function<KafkaConsumer<byte[], byte[]>, T> reading) {
        return Uni.createFrom()
                .item(() -> {
                    try (var consumer = new KafkaConsumer<>(
                            configuration(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                        consumer.assign(List.of(partition));
                        return reading.apply(consumer);
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private Map<String, Object> configuration() {
        Map<String, Object> config = new HashMap<>(broker);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "10000");
        // The consumer's end waits for its last fetch, which waits this long for records that will not come.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10");
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return config;
    }

    /** One record that is no dead letter does not hide the others. */
    private static Stored stored(ConsumerRecord<byte[], byte[]> record) {
        try {
            return readable(record);
        } catch (RuntimeException malformed) {
            return new Stored(
                    new DeadLetter(
                            record.offset(),
                            "",
                            Reason.MALFORMED_JSON,
                            "the dead letter itself cannot be read",
                            "",
                            0,
                            0,
                            "",
                            false,
                            Instant.ofEpochMilli(record.timestamp())),
                    null,
                    null);
        }
    }

    private static Stored readable(ConsumerRecord<byte[], byte[]> record) {
        JsonObject envelope = new JsonObject(Buffer.buffer(record.value()));
        DeadLetter letter = new DeadLetter(
                record.offset(),
                envelope.getString("consumer"),
                Reason.valueOf(envelope.getString("reason")),
                envelope.getString("detail"),
                envelope.getString("topic"),
                envelope.getInteger("partition"),
                envelope.getLong("offset"),
                envelope.getString("digest"),
                envelope.containsKey("sealed"),
                envelope.getInstant("deadAt"));
        return new Stored(letter, envelope.getBinary("sealed"), envelope.getString("identity"));
    }
}
