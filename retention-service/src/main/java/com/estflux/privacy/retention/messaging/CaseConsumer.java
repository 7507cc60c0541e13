package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseOpened;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.retention.clock.ClockEvents;
import com.estflux.privacy.retention.erasure.Erasures;
import com.estflux.privacy.retention.plan.PlanService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class CaseConsumer {

    static final String CHANNEL = "dsr-cases";

    private final EventConsumer consumer;
    private final ClockEvents clocks;
    private final PlanService plans;
    private final Erasures erasures;

    CaseConsumer(EventConsumers consumers, ClockEvents clocks, PlanService plans, Erasures erasures) {
        this.clocks = clocks;
        this.plans = plans;
        this.erasures = erasures;
        this.consumer = consumers
                .named(CHANNEL)
                .on(CaseOpened.class, event -> opened(event.data()))
                .on(CaseClosed.class, event -> closed(event.data()))
                .build();
    }

    private Uni<Void> opened(CaseOpened opened) {
        return clocks.caseOpened(opened.caseId(), opened.subjectId(), opened.openedAt());
    }

    private Uni<Void> closed(CaseClosed closed) {
        return clocks.caseClosed(closed.caseId(), closed.subjectId(), closed.closedAt())
                .chain(() -> plans.end(closed.caseId()))
                .chain(() -> erasures.caseClosed(closed.caseId()));
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
