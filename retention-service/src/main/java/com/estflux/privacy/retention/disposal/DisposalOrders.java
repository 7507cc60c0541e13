package com.estflux.privacy.retention.disposal;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.retention.clock.Clocks;
import com.estflux.privacy.retention.clock.DueRecord;
import com.estflux.privacy.retention.config.RetentionConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Tells stores to dispose of records, and tells them again; everything runs in the current transaction. */
@ApplicationScoped
class DisposalOrders {

    private static final Logger LOG = Logger.getLogger(DisposalOrders.class);

    private final DisposalRepository disposals;
    private final StoreDirectory stores;
    private final Clocks clocks;
    private final Outbox outbox;
    private final Pseudonyms pseudonyms;
    private final AuditLog audit;
    private final RetentionConfig.Disposal config;
    private final Clock clock;
    private final AtomicLong withoutStore;

    DisposalOrders(
            DisposalRepository disposals,
            StoreDirectory stores,
            Clocks clocks,
            Outbox outbox,
            Pseudonyms pseudonyms,
            AuditLog audit,
            RetentionConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.disposals = disposals;
        this.stores = stores;
        this.clocks = clocks;
        this.outbox = outbox;
        this.pseudonyms = pseudonyms;
        this.audit = audit;
        this.config = config.disposal();
        this.clock = clock;
        this.withoutStore = meters.gauge("retention.disposals.without.store", new AtomicLong());
    }

    /** Orders the disposal of claimed records; those of a category no store has announced wait. */
    Uni<Integer> order(List<DueRecord> due) {
        return stores.holders().chain(holders -> {
            List<DueRecord> orderable = due.stream()
                    .filter(record -> holders.containsKey(record.category().key()))
                    .toList();
            withoutStore.set(due.size() - (long) orderable.size());
            if (orderable.size() < due.size()) {
                LOG.errorf("%d records are due but no store announced their category", due.size() - orderable.size());
            }
            Uni<Void> ordered = Uni.createFrom().voidItem();
            for (List<DueRecord> group : DueGroups.of(orderable, config.recordsPerCommand())) {
                ordered = ordered.chain(() -> order(group, holders));
            }
            return ordered.replaceWith(orderable.size());
        });
    }

    /** Sends a command again, word for word, to every store it names: those that have answered repeat their answer. */
    Uni<Void> sendAgain(DisposalEntity disposal, List<AnswerEntity> answers) {
        List<String> addressed =
                answers.stream().map(answer -> answer.key.storeId()).toList();
        LOG.warnf("disposal %s: not every store has answered, sending again", disposal.disposalId);
        Instant now = now();
        disposal.sends++;
        disposal.nextSendAt = now.plus(Backoff.pause(disposal.sends, config.firstResend(), config.longestResend()));
        return outbox.publish(command(disposal, addressed));
    }

    private Uni<Void> order(List<DueRecord> group, Map<String, List<String>> holders) {
        DisposalEntity disposal = disposal(group);
        List<String> addressed = Objects.requireNonNull(holders.get(disposal.category));
        UUID subjectId = group.get(0).subjectId();
        List<AnswerEntity> answers = new ArrayList<>();
        addressed.forEach(store -> answers.add(AnswerEntity.pending(disposal.disposalId, store)));
        return disposals
                .persist(disposal)
                .chain(() -> disposals.persistAnswers(answers))
                .chain(() -> clocks.disposing(group, disposal.disposalId))
                .chain(() -> outbox.publish(command(disposal, addressed)))
                .chain(() -> audit.record(AuditEntry.of("disposal.order", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .about(subjectId)
                        .object("disposal", disposal.disposalId.toString())
                        .because(disposal.ruleReference)));
    }

    private DisposalEntity disposal(List<DueRecord> group) {
        DueRecord first = group.get(0);
        List<String> ids = group.stream().map(DueRecord::recordId).sorted().toList();
        DisposalEntity disposal = new DisposalEntity();
        disposal.disposalId = EventMessage.newId();
        disposal.subjectId = first.subjectId();
        disposal.subjectRef = pseudonyms.of(first.subjectId());
        disposal.category = first.category().key();
        disposal.ruleReference = first.ruleReference();
        disposal.recordIds = ids.toArray(String[]::new);
        disposal.recordCount = ids.size();
        disposal.recordsDigest = RecordDigest.of(ids);
        disposal.status = DisposalStatus.ISSUED;
        disposal.issuedAt = now();
        disposal.sends = 1;
        disposal.nextSendAt = disposal.issuedAt.plus(config.firstResend());
        return disposal;
    }

    private static CategoryDispose command(DisposalEntity disposal, List<String> stores) {
        return new CategoryDispose(
                disposal.disposalId,
                null,
                Objects.requireNonNull(disposal.subjectId),
                new DataCategory(disposal.category),
                List.of(Objects.requireNonNull(disposal.recordIds)),
                disposal.ruleReference,
                stores,
                disposal.issuedAt);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
