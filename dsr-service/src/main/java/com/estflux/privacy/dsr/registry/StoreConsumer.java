package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class StoreConsumer {

    static final String CHANNEL = "privacy-stores";

    private final EventConsumer consumer;

    StoreConsumer(EventConsumers consumers, AdmissionService admission) {
        this.consumer = consumers
                .named(CHANNEL)
                .onReceived(StoreAnnounced.class, admission::announced)
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
