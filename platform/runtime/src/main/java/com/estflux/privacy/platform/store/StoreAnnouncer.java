package com.estflux.privacy.platform.store;

import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.proof.ServiceKey;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/** Announces this service's store at every start; the topic keeps the latest announcement of each. */
@ApplicationScoped
class StoreAnnouncer {

    private static final Logger LOG = Logger.getLogger(StoreAnnouncer.class);

    private final PrivacyStore store;
    private final Outbox outbox;
    private final ServiceKey key;
    private final Transactions transactions;
    private final Clock clock;

    StoreAnnouncer(PrivacyStore store, Outbox outbox, ServiceKey key, Transactions transactions, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.key = key;
        this.transactions = transactions;
        this.clock = clock;
    }

    void announce(@Observes StartupEvent started) {
        transactions
                .run(() -> outbox.publish(announcement(store.describe())))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
                .indefinitely()
                .subscribe()
                .with(
                        done -> LOG.debug("store announced"),
                        failure -> LOG.errorf(
                                "store not announced: %s", failure.getClass().getName()));
    }

    private StoreAnnounced announcement(StoreDescription description) {
        return new StoreAnnounced(
                description.storeId(),
                description.displayName(),
                description.owner(),
                description.contact(),
                description.categories(),
                description.rights(),
                description.timeNeeded(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                key.announced());
    }
}
