package com.estflux.privacy.metrics.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.Topic;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplePollingTest {

    private static final String TOPIC = Topic.USAGE_SAMPLES.topicName();
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);

    private final Map<TopicPartition, Long> committed = new ConcurrentHashMap<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        }
    };
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<List<Long>> read = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> storages = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;
    private Future<?> running;

    @AfterEach
    void stop() {
        stopped = true;
        storages.forEach(storage -> storage.complete(null));
        thread.shutdown();
    }

    @Test
    void shouldCommitOnlyWhatIsDurable() {
        // given
        poll(FIRST);
        arrive(FIRST, 0, 3);
        await().until(() -> storages.size() == 1);
        arrive(FIRST, 3, 5);

        // when
        await().until(() -> read.size() == 2);

        // then
        assertThat(committed).isEmpty();
        assertThat(storages).hasSize(1);
        storages.get(0).complete(null);
        await().untilAsserted(() -> assertThat(committed).containsEntry(FIRST, 3L));
        await().until(() -> storages.size() == 2);
        storages.get(1).complete(null);
        await().untilAsserted(() -> assertThat(committed).containsEntry(FIRST, 5L));
    }

    @Test
    void shouldPauseWhileTheDatabaseKeepsItWaitingAndThenGoOn() {
        // given
        poll(FIRST);
        arrive(FIRST, 0, 1);
        await().until(() -> storages.size() == 1);
        arrive(FIRST, 1, 2);
        await().until(() -> read.size() == 2);
        arrive(FIRST, 2, 3);

        // when
        await().untilAsserted(() -> assertThat(consumer.paused()).containsExactly(FIRST));
        arrive(FIRST, 3, 5);
        for (int stored = 0; stored < 3; stored++) {
            int now = stored;
            await().until(() -> storages.size() == now + 1);
            storages.get(stored).complete(null);
        }
        await().until(() -> storages.size() == 4);

        // then
        assertThat(consumer.paused()).isEmpty();
        assertThat(read).containsExactly(List.of(0L), List.of(1L), List.of(2L), List.of(3L, 4L));
    }

    @Test
    void shouldCommitWhatIsBeingStoredBeforeAPartitionIsTakenAway() {
        // given
        poll(FIRST, SECOND);
        arrive(FIRST, 0, 2);
        await().until(() -> storages.size() == 1);

        // when
        consumer.schedulePollTask(() -> {
            CompletableFuture.runAsync(() -> storages.get(0).complete(null));
            consumer.rebalance(List.of(SECOND));
        });

        // then
        await().untilAsserted(() -> assertThat(consumer.assignment()).containsExactly(SECOND));
        assertThat(committed).containsEntry(FIRST, 2L);
    }

    @Test
    void shouldCommitNothingOfWhatCouldNotBeStored() {
        // given
        poll(FIRST);
        arrive(FIRST, 0, 2);
        await().until(() -> storages.size() == 1);

        // when
        storages.get(0).completeExceptionally(new IllegalStateException("unforeseen"));

        // then
        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS)).hasRootCauseMessage("unforeseen");
        assertThat(committed).isEmpty();
    }

    @Test
    void shouldStoreWhatWasBegunBeforeItEnds() throws Exception {
        // given
        poll(FIRST);
        arrive(FIRST, 0, 2);
        await().until(() -> storages.size() == 1);

        // when
        stopped = true;
        storages.get(0).complete(null);

        // then
        running.get(10, TimeUnit.SECONDS);
        assertThat(committed).containsEntry(FIRST, 2L);
    }

    private void poll(TopicPartition... partitions) {
        List.of(partitions).forEach(partition -> consumer.updateBeginningOffsets(Map.of(partition, 0L)));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(partitions)));
        SamplePolling polling = new SamplePolling(consumer, this::take, () -> stopped);
        running = thread.submit(() -> {
            polling.run(Topic.USAGE_SAMPLES);
            return null;
        });
        await().until(() -> consumer.assignment().size() == partitions.length);
    }

    private Uni<Void> take(ConsumerRecords<byte[], byte[]> records) {
        List<Long> offsets = new ArrayList<>();
        records.forEach(record -> offsets.add(record.offset()));
        read.add(offsets);
        return Uni.createFrom().completionStage(() -> {
            CompletableFuture<Void> storage = new CompletableFuture<>();
            storages.add(storage);
            return storage;
        });
    }

    /** All at once: a poll sees every record of them or none. */
    private void arrive(TopicPartition partition, long from, long to) {
        synchronized (consumer) {
            for (long offset = from; offset < to; offset++) {
                consumer.addRecord(
                        new ConsumerRecord<>(TOPIC, partition.partition(), offset, new byte[0], new byte[0]));
            }
        }
    }
}
