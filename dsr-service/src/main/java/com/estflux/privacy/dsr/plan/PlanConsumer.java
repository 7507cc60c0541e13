package com.estflux.privacy.dsr.plan;

import com.estflux.privacy.contracts.rights.PlanFrozen;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class PlanConsumer {

    static final String CHANNEL = "privacy-plans";

    private final EventConsumer consumer;

    PlanConsumer(EventConsumers consumers, PlanService plans, PlanFreezing freezing) {
        this.consumer = consumers
                .named(CHANNEL)
                .on(PlanProposed.class, plans::proposed)
                .on(PlanFrozen.class, freezing::frozen)
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
