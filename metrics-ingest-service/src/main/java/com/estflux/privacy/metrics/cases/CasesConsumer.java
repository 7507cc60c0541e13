package com.estflux.privacy.metrics.cases;

import com.estflux.privacy.contracts.rights.CaseChanged;
import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseOpened;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes cases from {@code dsr.cases.v1}. */
@ApplicationScoped
class CasesConsumer {

    /** The channel of cases. */
    static final String CHANNEL = "dsr-cases";

    private final EventConsumer consumer;

    CasesConsumer(EventConsumers consumers, KnownCases cases) {
        this.consumer = consumers
                .named(CHANNEL)
                .on(CaseOpened.class, event -> cases.note(event.data().caseId(), true))
                .on(CaseChanged.class, event -> cases.note(event.data().caseId(), isOpen(event.data())))
                .on(CaseClosed.class, event -> cases.note(event.data().caseId(), false))
                .build();
    }

    private static boolean isOpen(CaseChanged changed) {
        return switch (changed.status()) {
            case COMPLETED, REFUSED, WITHDRAWN -> false;
            default -> true;
        };
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
