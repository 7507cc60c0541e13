package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.sample.SampleService.Prepared;
import com.estflux.privacy.platform.messaging.DeadLetters;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.platform.transaction.Failures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Takes samples from {@code usage.samples.v1}, a poll at a time. A poll is done with when all of it is durable: its
 * samples in the database, each bad record as a dead letter of its own.
 */
@ApplicationScoped
class SamplesConsumer {

    /** The consumer's name, in dead letters too. */
    static final String CHANNEL = "usage-samples";

    private static final Logger LOG = Logger.getLogger(SamplesConsumer.class);
    private static final String QUARANTINE_FULL = "the quarantine is full";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final SampleEvents events;
    private final SampleService service;
    private final DeadLetters deadLetters;

    SamplesConsumer(SampleEvents events, SampleService service, DeadLetters deadLetters, EventConsumers consumers) {
        this.events = events;
        this.service = service;
        this.deadLetters = deadLetters;
        // A dead letter that is replayed comes back one by one; what it stores commits by itself, and once only.
        consumers
                .named(CHANNEL)
                .on(VpsSampled.class, event -> replay(event.data()))
                .build();
    }

    private record Delivered(ConsumerRecord<byte[], byte[]> record, VpsSampled sample) {}

    /** What was polled, sorted. */
    private record Poll(List<Delivered> good, List<Poison> bad) {}

    private record Poison(ConsumerRecord<byte[], byte[]> record, InvalidEventException reason) {}

    /**
     * Reads and lays out what was polled, now; stores it, and puts bad records aside, when subscribed to. Then all of it is
     * durable.
     */
    Uni<Void> read(ConsumerRecords<byte[], byte[]> records) {
        Poll poll = new Poll(new ArrayList<>(records.count()), new ArrayList<>());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                poll.good().add(new Delivered(record, believed(events.read(record))));
            } catch (InvalidEventException invalid) {
                poll.bad().add(new Poison(record, invalid));
            } catch (RuntimeException unforeseen) {
                // Whatever a record does to the reader, the stream goes on.
                LOG.errorf("giving a record up: %s", Failures.describe(unforeseen));
                poll.bad().add(new Poison(record, failed(unforeseen)));
            }
        }
        Prepared prepared = prepared(poll.good());
        return Uni.createFrom().deferred(() -> store(poll.good(), prepared)).chain(() -> putAside(poll.bad()));
    }

    private Uni<Void> putAside(List<Poison> bad) {
        return Multi.createFrom()
                .iterable(bad)
                .onItem()
                .transformToUniAndConcatenate(poison -> putAside(poison.record(), poison.reason()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private VpsSampled believed(VpsSampled sample) throws InvalidEventException {
        var refusal = service.refusal(sample);
        if (refusal.isPresent()) {
            service.countRefused(1);
            throw new InvalidEventException(Reason.SCHEMA_VIOLATION, "the sample is refused: " + refusal.get());
        }
        return sample;
    }

    /** The infrastructure's failures are waited out; a batch that fails by itself is halved until the culprit is found. */
    private Uni<Void> store(List<Delivered> delivered, Prepared prepared) {
        return service.store(prepared)
                .chain(batch -> putAsideOverflowed(delivered, batch))
                .onFailure(Failures::areInfrastructure)
                .invoke(failure -> LOG.warnf("samples not stored yet: %s", Failures.describe(failure)))
                .onFailure(Failures::areInfrastructure)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure()
                .recoverWithUni(failure -> divide(delivered, failure));
    }

    /** There is a limit to what waits for an assignment; beyond it a sample is a dead letter, to replay afterwards. */
    private Uni<Void> putAsideOverflowed(List<Delivered> delivered, StoredBatch batch) {
        return Multi.createFrom()
                .iterable(batch.overflowed())
                .onItem()
                .transformToUniAndConcatenate(position -> putAside(
                        delivered.get(position).record(),
                        new InvalidEventException(Reason.HANDLING_FAILED, QUARANTINE_FULL)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> divide(List<Delivered> delivered, Throwable failure) {
        if (delivered.size() == 1) {
            LOG.errorf("giving a sample up: %s", Failures.describe(failure));
            return putAside(delivered.get(0).record(), failed(failure));
        }
        int half = delivered.size() / 2;
        return store(delivered.subList(0, half)).chain(() -> store(delivered.subList(half, delivered.size())));
    }

    private Uni<Void> store(List<Delivered> delivered) {
        return store(delivered, prepared(delivered));
    }

    private static Prepared prepared(List<Delivered> delivered) {
        return Prepared.of(delivered.stream().map(Delivered::sample).toList());
    }

    private static InvalidEventException failed(Throwable failure) {
        return new InvalidEventException(
                Reason.HANDLING_FAILED, failure.getClass().getName());
    }

    private Uni<Void> putAside(ConsumerRecord<byte[], byte[]> record, InvalidEventException reason) {
        return deadLetters.publish(CHANNEL, record, reason);
    }

    private Uni<Void> replay(VpsSampled sample) {
        var refusal = service.refusal(sample);
        if (refusal.isPresent()) {
            return Uni.createFrom().failure(new IllegalArgumentException(refusal.get()));
        }
        return service.store(List.of(sample))
                .invoke(batch -> {
                    if (!batch.overflowed().isEmpty()) {
                        throw new IllegalStateException(QUARANTINE_FULL);
                    }
                })
                .replaceWithVoid();
    }
}
