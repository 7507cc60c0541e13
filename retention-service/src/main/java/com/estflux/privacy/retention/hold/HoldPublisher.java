package com.estflux.privacy.retention.hold;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.HoldChanged;
import com.estflux.privacy.contracts.retention.HoldState;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/** Tells every store which holds there are: all of them at every start, and each when it is placed or released. */
@ApplicationScoped
class HoldPublisher {

    private static final Logger LOG = Logger.getLogger(HoldPublisher.class);

    private final HoldRepository holds;
    private final Outbox outbox;
    private final Transactions transactions;

    HoldPublisher(HoldRepository holds, Outbox outbox, Transactions transactions) {
        this.holds = holds;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    void publishAll(@Observes StartupEvent started) {
        transactions
                .run(() -> holds.listAll()
                        .chain(all -> outbox.publishAll(
                                all.stream().map(HoldPublisher::event).toList())))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
                .indefinitely()
                .subscribe()
                .with(
                        done -> LOG.debug("holds published"),
                        failure -> LOG.errorf(
                                "holds not published: %s", failure.getClass().getName()));
    }

    /** Publishes a hold as it is now, in the current transaction. */
    Uni<Void> publish(HoldEntity hold) {
        return outbox.publish(event(hold));
    }

    private static HoldChanged event(HoldEntity hold) {
        if (hold.releasedAt != null) {
            return new HoldChanged(
                    hold.holdId, hold.version(), HoldState.RELEASED, null, null, List.of(), null, hold.releasedAt);
        }
        return new HoldChanged(
                hold.holdId,
                hold.version(),
                HoldState.PLACED,
                hold.subjectId,
                hold.category == null ? null : new DataCategory(hold.category),
                List.of(hold.recordIds),
                hold.legalBasis,
                hold.placedAt);
    }
}
