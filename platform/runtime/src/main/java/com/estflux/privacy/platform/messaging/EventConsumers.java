package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes consumers, and finds them again by name when a dead letter is replayed. */
@ApplicationScoped
public class EventConsumers {

    private final Map<String, EventConsumer> consumers = new ConcurrentHashMap<>();
    private final EventProcessing processing;

    EventConsumers(EventProcessing processing) {
        this.processing = processing;
    }

    /** Begins a consumer; its name is that of its channel and part of what the inbox remembers. */
    public Builder named(String name) {
        return new Builder(name);
    }

    Optional<EventConsumer> find(String name) {
        return Optional.ofNullable(consumers.get(name));
    }

    /** Collects the handlers of a consumer. */
    public final class Builder {

        private final String name;
        private final Map<Class<?>, Function<Received<?>, Uni<Void>>> handlers = new HashMap<>();
        private Predicate<EventMessage<?>> concerned = event -> true;

        private Builder(String name) {
            this.name = name;
        }

        /** Handles events with this data; the handler runs in the transaction that also records the delivery. */
        public <T extends EventData> Builder on(Class<T> data, Function<EventMessage<T>, Uni<Void>> handler) {
            return onReceived(data, received -> handler.apply(received.event()));
        }

        /** The same, for a handler that needs to know which key proved the event. */
        @SuppressWarnings("unchecked")
        public <T extends EventData> Builder onReceived(Class<T> data, Function<Received<T>, Uni<Void>> handler) {
            handlers.put(data, received -> handler.apply((Received<T>) received));
            return this;
        }

        /** Skips what does not concern this consumer, such as commands for other stores: they prove it themselves. */
        public Builder concerning(Predicate<EventMessage<?>> events) {
            concerned = events;
            return this;
        }

        /** The consumer. Types of its topic without a handler are acknowledged and skipped. */
        public EventConsumer build() {
            EventConsumer consumer = new EventConsumer(name, Map.copyOf(handlers), concerned, processing);
            consumers.put(name, consumer);
            return consumer;
        }
    }
}
