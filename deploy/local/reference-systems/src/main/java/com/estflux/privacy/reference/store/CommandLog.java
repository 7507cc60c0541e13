package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.reference.database.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the command log from the position saved in the system's own database: a database restored from a backup
 * carries out again every command it has forgotten. The partitions are assigned, not shared out by the group: after a
 * crash the next process need not wait until the broker has given up the last one.
 *
 * <p>What is no command is passed over; a command whose execution fails is tried until it succeeds, while the other
 * partitions go on.
 */
public final class CommandLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);
    private static final String TOPIC = Topic.PRIVACY_COMMANDS.topicName();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration REJOIN = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final CommandExecution execution;
    private final SystemContext context;
    private final EventCodec codec;
    private final Issuers issuers;
    private final Store store;
    private final Retries retries = new Retries();
    /** What must be passed before the system may serve. */
    private final Map<TopicPartition, Long> targets = new HashMap<>();

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "command-log");
    private volatile boolean caughtUp;

    /**
     * A reader of the log, not yet started.
     *
     * @param consumer reads; closed with the log
     * @param store carries the commands out
     * @param issuers whose commands it carries out
     */
    public CommandLog(
            Consumer<byte[], byte[]> consumer, Store store, SystemContext context, EventCodec codec, Issuers issuers) {
        this.consumer = consumer;
        this.execution = new CommandExecution(store, context, codec);
        this.context = context;
        this.codec = codec;
        this.issuers = issuers;
        this.store = store;
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Whether every command that was in the log at the start has been dealt with. */
    public boolean caughtUp() {
        return caughtUp;
    }

    @Override
    public void close() {
        closing.countDown();
        consumer.wakeup();
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void run() {
        try (consumer) {
            while (!isClosing()) {
                follow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws InterruptedException {
        try {
            seekSavedPositions();
            while (!isClosing()) {
                consumer.resume(retries.due());
                var records = consumer.poll(POLL);
                for (TopicPartition partition : records.partitions()) {
                    take(partition, records.records(partition));
                }
                if (!caughtUp && retries.none()) {
                    caughtUp = targets.entrySet().stream().allMatch(this::isPassed);
                }
            }
        } catch (WakeupException closed) {
            LOG.debug("woken up to close");
        } catch (SQLException | RuntimeException e) {
            // Whatever it is: a store that stopped listening would be silent for good.
            LOG.warn("command log not readable, will try again: {}", Database.kind(e));
            if (closing.await(REJOIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("closed while waiting");
            }
        }
    }

    private boolean isPassed(Map.Entry<TopicPartition, Long> target) {
        return consumer.position(target.getKey()) >= target.getValue();
    }

    private void seekSavedPositions() throws SQLException {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("the command log does not exist yet");
        }
        Map<Integer, Long> saved = context.transactions().run(CommandPositions::read);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        // A partition that waited for its retry is paused still: assigning it again does not change that.
        consumer.resume(partitions);
        retries.clear();
        for (TopicPartition partition : partitions) {
            long from = Math.max(saved.getOrDefault(partition.partition(), 0L), first.get(partition));
            // A position beyond the end is one in another log: this one is read from its beginning.
            consumer.seek(partition, from > end.get(partition) ? first.get(partition) : from);
            targets.putIfAbsent(partition, end.get(partition));
        }
    }

    private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                take(record);
                retries.succeeded(partition);
            } catch (SQLException | RuntimeException e) {
                // Of the cause no more than its kind: its message could quote data.
                LOG.warn(
                        "command not carried out, will try again: {}-{}@{}: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        Database.kind(e));
                consumer.seek(partition, record.offset());
                consumer.pause(List.of(partition));
                retries.failed(partition);
                return;
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        Optional<Command> command = command(record);
        context.transactions().run(connection -> {
            CommandPositions.save(connection, record.partition(), record.offset() + 1);
            if (command.isPresent()) {
                execution.execute(connection, command.get());
            }
            return true;
        });
    }

    private Optional<Command> command(ConsumerRecord<byte[], byte[]> record) {
        try {
            EventMessage<?> event = decode(record);
            Command command = (Command) event.data();
            if (!command.stores().contains(store.storeId())) {
                // Those it is for find out whether it is genuine.
                return Optional.empty();
            }
            issuers.require(
                    event,
                    name -> lastHeader(record, name),
                    record.value(),
                    context.clock().instant());
            return Optional.of(command);
        } catch (InvalidEventException e) {
            LOG.error(
                    "not a command to carry out, passed over: {}-{}@{}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.reason());
            return Optional.empty();
        }
    }

    private EventMessage<?> decode(ConsumerRecord<byte[], byte[]> record) throws InvalidEventException {
        byte @Nullable [] value = record.value();
        if (value == null) {
            throw new InvalidEventException(InvalidEventException.Reason.MALFORMED_JSON, "the record has no value");
        }
        return codec.decode(record.topic(), record.key(), name -> lastHeader(record, name), value);
    }

    private static byte @Nullable [] lastHeader(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
