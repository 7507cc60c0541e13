package com.estflux.privacy.platform.store;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where this store stands in the command log. The position is saved in the store's own database with the effects, and
 * reading resumes from there, not from what the broker remembers: a database restored from a backup carries out again
 * every command it has forgotten, and the service does not serve before it has.
 */
@ApplicationScoped
@Default
@Identifier("command-log")
public class CommandLog implements KafkaConsumerRebalanceListener {

    private static final long DATABASE_TIMEOUT_SECONDS = 20;
    private static final String SAVE = """
            INSERT INTO command_position (topic_partition, next_offset) VALUES (:partition, :offset)
            ON CONFLICT (topic_partition)
            DO UPDATE SET next_offset = greatest(command_position.next_offset, excluded.next_offset)
            """;

    private final Pool pool;
    /** What must be passed before the service is ready, per partition assigned to it. */
    private final Map<Integer, Long> targets = new ConcurrentHashMap<>();

    private final Map<Integer, Long> passed = new ConcurrentHashMap<>();
    private volatile boolean assigned;
    private volatile boolean caughtUp;

    CommandLog(Pool pool) {
        this.pool = pool;
    }

    /** Saves the position after a record, in the current transaction. */
    Uni<Void> save(ConsumerRecord<byte[], byte[]> record) {
        return Panache.getSession().chain(session -> session.createNativeQuery(SAVE)
                .setParameter("partition", record.partition())
                .setParameter("offset", record.offset() + 1)
                .executeUpdate()
                .replaceWithVoid());
    }

    /** A record has been dealt with, one way or another. */
    void passed(ConsumerRecord<byte[], byte[]> record) {
        passed.merge(record.partition(), record.offset() + 1, Math::max);
    }

    /** Whether every command that was in the log when this process joined has been dealt with. */
    boolean caughtUp() {
        if (!caughtUp && assigned) {
            caughtUp = targets.entrySet().stream()
                    .allMatch(target -> passed.getOrDefault(target.getKey(), 0L) >= target.getValue());
        }
        return caughtUp;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<Integer, Long> saved = savedPositions();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long start = Math.max(saved.getOrDefault(partition.partition(), 0L), first.get(partition));
            consumer.seek(partition, Math.min(start, end.get(partition)));
            passed.put(partition.partition(), start);
            targets.put(partition.partition(), end.get(partition));
        }
        assigned = true;
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> targets.remove(partition.partition()));
    }

    /** Called on the consumer's own polling thread, where waiting is what the client expects. */
    private Map<Integer, Long> savedPositions() {
        try {
            return pool.query("SELECT topic_partition, next_offset FROM command_position")
                    .execute()
                    .map(rows -> {
                        Map<Integer, Long> positions = new HashMap<>();
                        for (Row row : rows) {
                            positions.put(row.getInteger("topic_partition"), row.getLong("next_offset"));
                        }
                        return positions;
                    })
                    .subscribeAsCompletionStage()
                    .get(DATABASE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the command position cannot be read from the database", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the command position", e);
        }
    }
}
