package com.estflux.privacy.metrics.rights;

import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.platform.store.Suppression;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Lets people back who open an account after their erasure; nothing else of accounts concerns this service. */
@ApplicationScoped
class AccountsConsumer {

    static final String CHANNEL = "account-lifecycle";

    private final EventConsumer consumer;

    AccountsConsumer(EventConsumers consumers, Suppression suppression) {
        this.consumer = consumers
                .named(CHANNEL)
                .on(AccountOpened.class, event -> suppression
                        .readmit(event.data().subjectId(), event.data().openedAt())
                        .replaceWithVoid())
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
