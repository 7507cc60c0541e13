package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.estflux.privacy.platform.proof.SenderProof;
import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** How consumers handle a record: validate, then inbox and effect in one transaction, retried within bounds. */
@ApplicationScoped
class EventProcessing {

    private static final Logger LOG = Logger.getLogger(EventProcessing.class);

    private final EventReader reader;
    private final Inbox inbox;
    private final SenderProof senders;
    private final DeadLetters deadLetters;
    private final Transactions transactions;
    private final MessagingConfig config;

    EventProcessing(
            EventReader reader,
            Inbox inbox,
            SenderProof senders,
            DeadLetters deadLetters,
            Transactions transactions,
            MessagingConfig config) {
        this.reader = reader;
        this.inbox = inbox;
        this.senders = senders;
        this.deadLetters = deadLetters;
        this.transactions = transactions;
        this.config = config;
    }

    Uni<Void> consume(EventConsumer consumer, ConsumerRecord<byte[], byte[]> record, Supplier<Uni<Void>> alongside) {
        if (record.value() == null && record.key() != null) {
            return pass(consumer, alongside);
        }
        EventMessage<?> event;
        try {
            event = reader.read(record);
        } catch (InvalidEventException invalid) {
            return putAside(consumer, record, invalid, alongside);
        } catch (RuntimeException unforeseen) {
            // Whatever a record does to the reader, the stream goes on.
            return giveUp(consumer, record, unforeseen, alongside);
        }
        return consumer.handles(event) ? prove(consumer, record, event, alongside) : pass(consumer, alongside);
    }

    /** Whoever may not say it is not listened to: no handler sees an event that is not proved. */
    private Uni<Void> prove(
            EventConsumer consumer,
            ConsumerRecord<byte[], byte[]> record,
            EventMessage<?> event,
            Supplier<Uni<Void>> alongside) {
        return waitedOut(consumer, () -> senders.check(event, EventReader.headers(record), record.value()))
                .onItemOrFailure()
                .transformToUni((key, failure) -> {
                    if (failure instanceof InvalidEventException refused) {
                        return senders.refused(event, refused.reason())
                                .chain(() -> putAside(consumer, record, refused, alongside));
                    }
                    return failure == null
                            ? attempt(consumer, record, new Received<>(event, key), alongside)
                            : giveUp(consumer, record, failure, alongside);
                });
    }

    private Uni<Void> attempt(
            EventConsumer consumer,
            ConsumerRecord<byte[], byte[]> record,
            Received<?> received,
            Supplier<Uni<Void>> alongside) {
        return new Attempt(consumer, received, alongside)
                .run(0, config.firstRetryPause())
                .onFailure()
                .recoverWithUni(failure -> giveUp(consumer, record, failure, alongside));
    }

    /** The record asks nothing of this consumer; what is done at every delivery is done all the same. */
    private Uni<Void> pass(EventConsumer consumer, Supplier<Uni<Void>> alongside) {
        return alongside == EventConsumer.NOTHING_MORE
                ? Uni.createFrom().voidItem()
                : waitedOut(consumer, () -> transactions.run(alongside));
    }

    /** Applies an event in a transaction of its own; a second delivery has no effect. */
    Uni<Void> apply(EventConsumer consumer, Received<?> received, Supplier<Uni<Void>> alongside) {
        return transactions.run(() -> inbox.firstDelivery(consumer.name(), received.event())
                .chain(first ->
                        first ? consumer.handle(received) : Uni.createFrom().voidItem())
                .chain(() -> alongside.get()));
    }

    private Uni<Void> giveUp(
            EventConsumer consumer,
            ConsumerRecord<byte[], byte[]> record,
            Throwable failure,
            Supplier<Uni<Void>> alongside) {
        LOG.errorf("%s: giving a record up: %s", consumer.name(), Failures.describe(failure));
        var reason = new InvalidEventException(
                Reason.HANDLING_FAILED, failure.getClass().getName());
        return putAside(consumer, record, reason, alongside);
    }

    private Uni<Void> putAside(
            EventConsumer consumer,
            ConsumerRecord<byte[], byte[]> record,
            InvalidEventException reason,
            Supplier<Uni<Void>> alongside) {
        // The dead letter is durable before the rest is tried, and is not written again with it.
        return deadLetters.publish(consumer.name(), record, reason).chain(() -> pass(consumer, alongside));
    }

    private <T> Uni<T> waitedOut(EventConsumer consumer, Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure(failure -> !(failure instanceof InvalidEventException))
                .invoke(failure ->
                        LOG.warnf("%s: waiting for the database: %s", consumer.name(), Failures.describe(failure)))
                .onFailure(failure -> !(failure instanceof InvalidEventException))
                .retry()
                .withBackOff(config.firstRetryPause(), config.longestRetryPause())
                .indefinitely();
    }

    /** The infrastructure's failures are waited out, however long; the handler's own are tried a few times. */
    private final class Attempt {

        private final EventConsumer consumer;
        private final Received<?> received;
        private final Supplier<Uni<Void>> alongside;

        private Attempt(EventConsumer consumer, Received<?> received, Supplier<Uni<Void>> alongside) {
            this.consumer = consumer;
            this.received = received;
            this.alongside = alongside;
        }

        private Uni<Void> run(int failuresSoFar, Duration pause) {
            return apply(consumer, received, alongside).onFailure().recoverWithUni(failure -> {
                int failures = Failures.areInfrastructure(failure) ? failuresSoFar : failuresSoFar + 1;
                if (failures > config.handlingRetries()) {
                    return Uni.createFrom().failure(failure);
                }
                LOG.warnf(
                        "%s: handling %s failed, next try in %s: %s",
                        consumer.name(), received.event().type().shortName(), pause, Failures.describe(failure));
                return Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(pause)
                        .chain(() -> run(failures, longer(pause)));
            });
        }

        private Duration longer(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            return doubled.compareTo(config.longestRetryPause()) > 0 ? config.longestRetryPause() : doubled;
        }
    }
}
