package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.PlanFreeze;
import com.estflux.privacy.contracts.rights.PlanRequested;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.retention.clock.ClockEvents;
import com.estflux.privacy.retention.plan.PlanService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class PlanConsumer {

    static final String CHANNEL = "privacy-plans";

    /** Who may ask for plans, and have them frozen. */
    private static final String ASKING = "/estflux/dsr";

    private final EventConsumer consumer;

    PlanConsumer(EventConsumers consumers, ClockEvents clocks, PlanService plans) {
        consumer = consumers
                .named(CHANNEL)
                .on(PlanRequested.class, event -> request(clocks, plans, event))
                .on(PlanFreeze.class, event -> freeze(plans, event))
                .build();
    }

    /** The case's own record may not have been announced yet: its topic is another. */
    private static Uni<Void> request(ClockEvents clocks, PlanService plans, EventMessage<PlanRequested> event) {
        PlanRequested request = event.data();
        if (!event.source().equals(ASKING)) {
            return Uni.createFrom().voidItem();
        }
        return clocks.caseOpened(request.caseId(), request.subjectId(), request.requestedAt())
                .chain(() -> plans.request(request));
    }

    private static Uni<Void> freeze(PlanService plans, EventMessage<PlanFreeze> event) {
        return event.source().equals(ASKING)
                ? plans.freeze(event.data())
                : Uni.createFrom().voidItem();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
