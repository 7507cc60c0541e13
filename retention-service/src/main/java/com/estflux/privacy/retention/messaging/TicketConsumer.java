package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.support.TicketClosed;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.retention.clock.ClockEvents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class TicketConsumer {

    static final String CHANNEL = "support-tickets";

    private final EventConsumer consumer;

    TicketConsumer(EventConsumers consumers, ClockEvents clocks) {
        consumer = consumers
                .named(CHANNEL)
                .on(TicketOpened.class, event -> clocks.opened(event.data()))
                .on(TicketClosed.class, event -> clocks.closed(event.data()))
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
