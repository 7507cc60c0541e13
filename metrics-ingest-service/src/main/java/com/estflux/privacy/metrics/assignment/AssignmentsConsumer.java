package com.estflux.privacy.metrics.assignment;

import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.contracts.usage.IpReleased;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes IP assignments from {@code usage.assignments.v1}. */
@ApplicationScoped
class AssignmentsConsumer {

    /** The channel of assignments. */
    static final String CHANNEL = "usage-assignments";

    private final EventConsumer consumer;

    AssignmentsConsumer(EventConsumers consumers, AssignmentService service) {
        this.consumer = consumers
                .named(CHANNEL)
                .on(IpAssigned.class, event -> service.assigned(event.data()))
                .on(IpReleased.class, event -> service.released(event.data()))
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
