package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.rights.StoreAdmitted;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.retention.disposal.StoreDirectory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class StoreConsumer {

    static final String CHANNEL = "privacy-stores";

    private final EventConsumer consumer;

    StoreConsumer(EventConsumers consumers, StoreDirectory stores) {
        consumer = consumers
                .named(CHANNEL)
                .on(StoreAdmitted.class, event -> stores.admitted(event.data()))
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
