package com.estflux.privacy.consent.subject;

import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears of accounts opened and closed. */
@ApplicationScoped
class AccountConsumer {

    static final String CHANNEL = "account-lifecycle";

    private final EventConsumer consumer;

    AccountConsumer(EventConsumers consumers, SubjectService subjects) {
        this.consumer = consumers
                .named(CHANNEL)
                .on(
                        AccountOpened.class,
                        event -> subjects.accountOpened(
                                event.data().subjectId(), event.data().openedAt()))
                .on(
                        AccountClosed.class,
                        event -> subjects.accountClosed(
                                event.data().subjectId(), event.data().closedAt()))
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record);
    }
}
