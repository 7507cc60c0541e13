package com.estflux.privacy.retention.messaging;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.retention.disposal.DisposalReceipts;
import com.estflux.privacy.retention.erasure.Erasures;
import com.estflux.privacy.retention.hold.HoldCoverage;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

@ApplicationScoped
class ReceiptConsumer {

    static final String CHANNEL = "privacy-receipts";

    private final EventConsumer consumer;
    private final DisposalReceipts disposals;
    private final Erasures erasures;

    ReceiptConsumer(EventConsumers consumers, DisposalReceipts disposals, Erasures erasures, HoldCoverage holds) {
        this.disposals = disposals;
        this.erasures = erasures;
        this.consumer = consumers
                .named(CHANNEL)
                .on(CommandCompleted.class, event -> completed(event))
                .on(CommandFailed.class, event -> disposals.take(event).replaceWithVoid())
                .on(HoldConfirmed.class, holds::confirmed)
                .build();
    }

    private Uni<Void> completed(EventMessage<CommandCompleted> event) {
        return disposals
                .take(event)
                .chain(ofDisposal -> ofDisposal ? Uni.createFrom().voidItem() : erasures.take(event));
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
