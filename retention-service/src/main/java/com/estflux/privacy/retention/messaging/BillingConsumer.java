package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.billing.DisputeClosed;
import com.estflux.privacy.contracts.billing.DisputeOpened;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.billing.PaymentReceived;
import com.estflux.privacy.contracts.billing.RefundIssued;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.retention.clock.ClockEvents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class BillingConsumer {

    static final String CHANNEL = "billing-records";

    private final EventConsumer consumer;

    BillingConsumer(EventConsumers consumers, ClockEvents clocks) {
        consumer = consumers
                .named(CHANNEL)
                .on(InvoiceIssued.class, event -> clocks.issued(event.data()))
                .on(PaymentReceived.class, event -> clocks.received(event.data()))
                .on(RefundIssued.class, event -> clocks.issued(event.data()))
                .on(DisputeOpened.class, event -> clocks.opened(event.data()))
                .on(DisputeClosed.class, event -> clocks.closed(event.data()))
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
