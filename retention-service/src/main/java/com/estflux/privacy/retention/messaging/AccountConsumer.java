package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.retention.clock.ClockEvents;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class AccountConsumer {

    static final String CHANNEL = "account-lifecycle";

    private final EventConsumer consumer;

    AccountConsumer(EventConsumers consumers, ClockEvents clocks) {
        consumer = consumers
                .named(CHANNEL)
                .on(AccountOpened.class, event -> clocks.opened(event.data()))
                .on(AccountClosed.class, event -> clocks.closed(event.data()))
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
