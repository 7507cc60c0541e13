package com.estflux.privacy.metrics.capacity;

import com.estflux.privacy.contracts.consent.ObjectionChanged;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes objections from {@code consent.changes.v1}; consents are not this service's business. */
@ApplicationScoped
class ObjectionsConsumer {

    /** The channel of objections. */
    static final String CHANNEL = "consent-changes";

    private final EventConsumer consumer;

    ObjectionsConsumer(EventConsumers consumers, CapacityService service) {
        this.consumer = consumers
                .named(CHANNEL)
                .on(ObjectionChanged.class, event -> service.objection(event.data()))
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
