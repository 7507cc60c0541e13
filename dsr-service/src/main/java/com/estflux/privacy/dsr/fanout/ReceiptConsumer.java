package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class ReceiptConsumer {

    static final String CHANNEL = "privacy-receipts";

    private final EventConsumer consumer;

    ReceiptConsumer(EventConsumers consumers, ReceiptService receipts) {
        this.consumer = consumers
                .named(CHANNEL)
                .on(CommandAcknowledged.class, receipts::take)
                .on(CommandCompleted.class, receipts::take)
                .on(CommandFailed.class, receipts::take)
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
