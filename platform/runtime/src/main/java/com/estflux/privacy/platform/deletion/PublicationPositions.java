package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.platform.transaction.Failures;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Resumes reading rules and holds from where this store's own database says, not the broker: a database restored from a
 * backup reads again what it has forgotten.
 */
@ApplicationScoped
@Identifier("retention-law")
class PublicationPositions implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(PublicationPositions.class);

    private final Pool pool;

    PublicationPositions(Pool pool) {
        this.pool = pool;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> saved = await();
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long position = saved.getOrDefault(partition, 0L);
            boolean known = position >= first.get(partition) && position <= end.get(partition);
            consumer.seek(partition, known ? position : first.get(partition));
        }
    }

    /** Called on the consumer's own polling thread, where waiting is what the client expects. */
    private Map<TopicPartition, Long> await() {
        try {
            return positions()
                    .onFailure()
                    .invoke(failure -> LOG.warnf(
                            "position in rules and holds not read, will try again: %s", Failures.describe(failure)))
                    .onFailure()
                    .retry()
                    .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                    .indefinitely()
                    .subscribeAsCompletionStage()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the position in rules and holds cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading a position", e);
        }
    }

    private Uni<Map<TopicPartition, Long>> positions() {
        return pool.query("SELECT topic, topic_partition, next_offset FROM known_position")
                .execute()
                .map(rows -> {
                    Map<TopicPartition, Long> positions = new HashMap<>();
                    rows.forEach(row -> positions.put(
                            new TopicPartition(row.getString("topic"), row.getInteger("topic_partition")),
                            row.getLong("next_offset")));
                    return positions;
                });
    }
}
