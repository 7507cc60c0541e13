package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
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
                .on(StoreAnnounced.class, event -> announced(stores, event))
                .build();
    }

    /** A store speaks for itself only: who announces another could have commands go astray. */
    private static Uni<Void> announced(StoreDirectory stores, EventMessage<StoreAnnounced> event) {
        return event.source().equals("/estflux/" + event.data().storeId())
                ? stores.announced(event.data())
                : Uni.createFrom().voidItem();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
