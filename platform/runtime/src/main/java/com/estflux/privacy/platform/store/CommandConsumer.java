package com.estflux.privacy.platform.store;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectExport;
import com.estflux.privacy.contracts.rights.SubjectRectify;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes commands from {@code privacy.commands.v1} and hands them to this service's store. */
@ApplicationScoped
class CommandConsumer {

    /** The channel of commands; configured by the platform. */
    static final String CHANNEL = "privacy-commands";

    /** The topic of commands. */
    static final String TOPIC = Topic.PRIVACY_COMMANDS.topicName();

    private final EventConsumer consumer;
    private final CommandLog log;

    CommandConsumer(EventConsumers consumers, CommandExecution execution, PrivacyStore store, CommandLog log) {
        this.log = log;
        this.consumer = consumers
                .named(CHANNEL)
                .concerning(event -> isAddressedTo(event, store))
                .on(SubjectErase.class, event -> execution.erase(event.data()))
                .on(
                        SubjectVerify.class,
                        event -> execution.execute(
                                event.data(), () -> store.holdings(event.data().subjectId())))
                .on(SubjectRestrict.class, event -> execution.execute(event.data(), () -> store.restrict(event.data())))
                .on(
                        SubjectUnrestrict.class,
                        event -> execution.execute(event.data(), () -> store.unrestrict(event.data())))
                .on(SubjectExport.class, event -> execution.execute(event.data(), () -> store.export(event.data())))
                .on(SubjectRectify.class, event -> execution.execute(event.data(), () -> store.rectify(event.data())))
                .on(CategoryDispose.class, event -> execution.execute(event.data(), () -> store.dispose(event.data())))
                .build();
    }

    private static boolean isAddressedTo(EventMessage<?> event, PrivacyStore store) {
        return event.data() instanceof Command command
                && command.stores().contains(store.describe().storeId());
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record, () -> log.save(record)).invoke(() -> log.passed(record));
    }
}
