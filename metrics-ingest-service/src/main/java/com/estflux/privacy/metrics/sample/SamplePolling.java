package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.platform.transaction.Failures;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * What one consumer does, on the one thread that may: polls are read while those before are being stored, one after the
 * other, and a poll's offsets are committed when it and all before it are durable, never before. While the database keeps
 * it waiting, the partitions are paused and the group goes on hearing of it.
 */
final class SamplePolling implements ConsumerRebalanceListener {

    /** Longest a partition that is taken away, or the end of the service, waits for what is being stored. */
    static final Duration FAREWELL = Duration.ofSeconds(8);

    private static final Logger LOG = Logger.getLogger(SamplePolling.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    /** One that is being stored, and one for the database to go on with: polls differ in size, so one is not enough. */
    private static final int MOST_UNDER_WAY = 2;

    private final Consumer<byte[], byte[]> consumer;
    private final Function<ConsumerRecords<byte[], byte[]>, Uni<Void>> read;
    private final BooleanSupplier stopped;
    private final Deque<UnderWay> underWay = new ArrayDeque<>();

    private boolean waiting;

    /**
     * Polls with this consumer.
     *
     * @param read reads what was polled at once, and stores it when subscribed to
     * @param stopped whether to end
     */
    SamplePolling(
            Consumer<byte[], byte[]> consumer,
            Function<ConsumerRecords<byte[], byte[]>, Uni<Void>> read,
            BooleanSupplier stopped) {
        this.consumer = consumer;
        this.read = read;
        this.stopped = stopped;
    }

    /** A poll, and what can be committed once it is durable. */
    private record UnderWay(CompletableFuture<Void> stored, Map<TopicPartition, OffsetAndMetadata> offsets) {}

    /** Polls this topic until it is stopped, or something fails: then what was not committed is to be polled again. */
    void run(Topic topic) throws InterruptedException {
        consumer.subscribe(List.of(topic.topicName()), this);
        while (!stopped.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            if (!polled.isEmpty()) {
                Uni<Void> storage = read.apply(polled);
                if (awaitRoom()) {
                    store(storage, polled.nextOffsets());
                }
            }
            commit();
        }
        finish();
    }

    /** Stores a poll once the one before it is durable. */
    private void store(Uni<Void> storage, Map<TopicPartition, OffsetAndMetadata> offsets) {
        CompletableFuture<Void> stored = underWay.isEmpty()
                ? storage.subscribeAsCompletionStage()
                : underWay.getLast().stored().thenCompose(before -> storage.subscribeAsCompletionStage());
        underWay.add(new UnderWay(stored, offsets));
    }

    /** Waits as long as the database takes; false if it was stopped before that. */
    private boolean awaitRoom() throws InterruptedException {
        waiting = true;
        while (underWay.size() >= MOST_UNDER_WAY && !isStoredWithin(underWay.getFirst(), HEARTBEAT)) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            consumer.pause(consumer.assignment());
            if (!consumer.poll(Duration.ZERO).isEmpty()) {
                throw new IllegalStateException("records of paused partitions");
            }
        }
        waiting = false;
        consumer.resume(consumer.paused());
        commit();
        return true;
    }

    private static boolean isStoredWithin(UnderWay poll, Duration time) throws InterruptedException {
        try {
            poll.stored().get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (ExecutionException unforeseen) {
            throw new KafkaException("samples were not stored, they are polled again", unforeseen.getCause());
        }
    }

    private void commit() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> durable = durable();
        if (!durable.isEmpty()) {
            consumer.commitAsync(durable, (committed, failure) -> {
                if (failure != null) {
                    LOG.warnf("offsets not committed, the next ones will be: %s", Failures.describe(failure));
                }
            });
        }
    }

    /** What is being stored is waited for, a while; what is not stored by then is delivered again. */
    private void finish() throws InterruptedException {
        if (!underWay.isEmpty() && !isStoredWithin(underWay.getLast(), FAREWELL)) {
            LOG.warn("not everything was stored in time, the rest is delivered again");
        }
        Map<TopicPartition, OffsetAndMetadata> durable = durable();
        if (!durable.isEmpty()) {
            consumer.commitSync(durable, FAREWELL);
        }
        underWay.clear();
    }

    /** The offsets of what is durable by now, of partitions that are still this consumer's; each once. */
    private Map<TopicPartition, OffsetAndMetadata> durable() throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> durable = new HashMap<>();
        while (!underWay.isEmpty() && isStoredWithin(underWay.getFirst(), Duration.ZERO)) {
            durable.putAll(underWay.removeFirst().offsets());
        }
        durable.keySet().retainAll(consumer.assignment());
        return durable;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (waiting) {
            consumer.pause(partitions);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.warnf("what was stored may be delivered again: %s", Failures.describe(e));
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        underWay.clear();
    }
}
