package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EventMessage;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Takes in the events of one channel: each exactly once in effect, in one transaction with its inbox row. Bad records
 * and handlers that keep failing end as dead letters; the stream goes on.
 */
public final class EventConsumer {

    /** Nothing besides the effect. */
    static final Supplier<Uni<Void>> NOTHING_MORE = () -> Uni.createFrom().voidItem();

    private final String name;
    private final Map<Class<?>, Function<Received<?>, Uni<Void>>> handlers;
    private final Predicate<EventMessage<?>> concerned;
    private final EventProcessing processing;

    EventConsumer(
            String name,
            Map<Class<?>, Function<Received<?>, Uni<Void>>> handlers,
            Predicate<EventMessage<?>> concerned,
            EventProcessing processing) {
        this.name = name;
        this.handlers = handlers;
        this.concerned = concerned;
        this.processing = processing;
    }

    /** The name, as the inbox and dead letters know it. */
    public String name() {
        return name;
    }

    /** Takes a record in; completes when its effect, or its dead letter, is durable, and does not fail. */
    public Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consume(record, NOTHING_MORE);
    }

    /** The same, with more work in the transaction of the effect, done at every delivery. */
    public Uni<Void> consume(ConsumerRecord<byte[], byte[]> record, Supplier<Uni<Void>> alongside) {
        return processing.consume(this, record, alongside);
    }

    /** Hands an event to its handler, in the current transaction. */
    Uni<Void> handle(Received<?> received) {
        var handler = handlers.get(received.event().data().getClass());
        return handler == null ? Uni.createFrom().voidItem() : handler.apply(received);
    }

    boolean handles(EventMessage<?> event) {
        return handlers.containsKey(event.data().getClass()) && concerned.test(event);
    }
}
