package com.estflux.privacy.platform.store;

import com.estflux.privacy.platform.transaction.Failures;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where this store stands in the command log. The position is saved in the store's own database with the effects, and
 * reading resumes from there, not from what the broker remembers: a database restored from a backup carries out again
 * every command it has forgotten, and the service does not serve before it has.
 */
@ApplicationScoped
@Default
@Identifier("command-log")
public class CommandLog implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(CommandLog.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    // Not the greater of both: a log that was created anew starts from 0 again. To go back only repeats commands.
    private static final String SAVE = """
            INSERT INTO command_position (topic_partition, next_offset) VALUES (:partition, :offset)
            ON CONFLICT (topic_partition) DO UPDATE SET next_offset = excluded.next_offset
            """;

    private final Pool pool;
    /** What must be passed before the service is ready: every partition, whichever replica reads it. */
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

    /** Whether every command that was in the log when this process joined has been dealt with, here or elsewhere. */
    Uni<Boolean> caughtUp() {
        if (caughtUp || !assigned) {
            return Uni.createFrom().item(caughtUp);
        }
        return positions().map(saved -> {
            caughtUp = targets.entrySet().stream().allMatch(target -> {
                long here = passed.getOrDefault(target.getKey(), 0L);
                return Math.max(here, saved.getOrDefault(target.getKey(), 0L)) >= target.getValue();
            });
            return caughtUp;
        });
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<Integer, Long> saved = awaitPositions();
        if (!assigned) {
            setTargets(consumer, saved);
        }
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long start = start(partition, saved.get(partition.partition()), first.get(partition), end.get(partition));
            consumer.seek(partition, start);
            passed.put(partition.partition(), start);
        }
        assigned = true;
    }

    private void setTargets(Consumer<?, ?> consumer, Map<Integer, Long> saved) {
        var all = consumer.partitionsFor(CommandConsumer.TOPIC).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> end = consumer.endOffsets(all);
        for (TopicPartition partition : all) {
            @Nullable Long position = saved.get(partition.partition());
            if (start(partition, position, first.get(partition), end.get(partition)) < end.get(partition)) {
                targets.put(partition.partition(), end.get(partition));
            }
        }
    }

    private static long start(TopicPartition partition, @Nullable Long saved, long first, long end) {
        if (saved == null) {
            return first;
        }
        if (saved > end) {
            LOG.errorf("%s ends before the saved position: another log; reading it from its beginning", partition);
            return first;
        }
        if (saved < first) {
            LOG.errorf(
                    "%s no longer holds %d commands this database has not carried out: it is older than the log",
                    partition, first - saved);
        }
        return Math.max(saved, first);
    }

    /** Called on the consumer's own polling thread, where waiting is what the client expects. */
    private Map<Integer, Long> awaitPositions() {
        try {
            return positions()
                    .onFailure()
                    .invoke(failure ->
                            LOG.warnf("command position not read, will try again: %s", Failures.describe(failure)))
                    .onFailure()
                    .retry()
                    .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                    .indefinitely()
                    .subscribeAsCompletionStage()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the command position cannot be read from the database", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the command position", e);
        }
    }

    private Uni<Map<Integer, Long>> positions() {
        return pool.query("SELECT topic_partition, next_offset FROM command_position")
                .execute()
                .map(rows -> {
                    Map<Integer, Long> positions = new HashMap<>();
                    for (Row row : rows) {
                        positions.put(row.getInteger("topic_partition"), row.getLong("next_offset"));
                    }
                    return positions;
                });
    }
}
