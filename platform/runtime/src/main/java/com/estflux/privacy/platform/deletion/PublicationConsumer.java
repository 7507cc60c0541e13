package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.retention.HoldChanged;
import com.estflux.privacy.contracts.retention.RulePublished;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.platform.messaging.EventConsumer;
import com.estflux.privacy.platform.messaging.EventConsumers;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.store.PrivacyStore;
import com.estflux.privacy.platform.transaction.JsonQuery;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes the rules and holds retention-service publishes into this store's own database, and confirms each hold: from then
 * on nothing it covers is deleted here.
 */
@ApplicationScoped
class PublicationConsumer {

    /** The channel of rules and holds; configured by the platform. */
    static final String CHANNEL = "retention-law";

    private static final Logger LOG = Logger.getLogger(PublicationConsumer.class);

    /** Who may publish rules and holds. */
    private static final String RETENTION = "/estflux/retention";

    private final EventConsumer consumer;
    private final PrivacyStore store;
    private final EventCodec codec;
    private final Outbox outbox;
    private final Clock clock;

    PublicationConsumer(EventConsumers consumers, PrivacyStore store, EventCodec codec, Outbox outbox, Clock clock) {
        this.store = store;
        this.codec = codec;
        this.outbox = outbox;
        this.clock = clock;
        this.consumer = consumers
                .named(CHANNEL)
                .on(RulePublished.class, this::take)
                .on(HoldChanged.class, this::takeHold)
                .build();
    }

    @Incoming(CHANNEL)
    Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
        return consumer.consume(record, () -> Publications.save(record));
    }

    private Uni<Void> take(EventMessage<RulePublished> event) {
        return isGenuine(event)
                ? JsonQuery.ofSession()
                        .ask("SELECT cast(take_rule_in($1) AS text)", json(event.data()))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> takeHold(EventMessage<HoldChanged> event) {
        HoldChanged hold = event.data();
        if (!isGenuine(event)) {
            return Uni.createFrom().voidItem();
        }
        return JsonQuery.ofSession()
                .ask("SELECT cast(take_hold_in($1) AS text)", json(hold))
                .chain(known -> known.getInteger("version") == hold.version()
                        ? outbox.publish(new HoldConfirmed(
                                hold.holdId(),
                                store.describe().storeId(),
                                hold.version(),
                                clock.instant().truncatedTo(ChronoUnit.MICROS)))
                        : Uni.createFrom().voidItem());
    }

    private static boolean isGenuine(EventMessage<?> event) {
        boolean genuine = event.source().equals(RETENTION);
        if (!genuine) {
            LOG.warnf("a %s that is not retention's was ignored", event.type().shortName());
        }
        return genuine;
    }

    private String json(EventData data) {
        return new String(codec.toJson(data), StandardCharsets.UTF_8);
    }
}
