package com.estflux.privacy.retention.disposal;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.Receipt;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.retention.clock.Clocks;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes in what stores answer to disposals; everything runs in the current transaction. An answer is believed only from
 * the store that was told, and about the subject it was told of; others are counted ({@code
 * retention.receipts.refused}) and put on record.
 */
@ApplicationScoped
public class DisposalReceipts {

    private static final Logger LOG = Logger.getLogger(DisposalReceipts.class);

    private final DisposalRepository disposals;
    private final Clocks clocks;
    private final AuditLog audit;
    private final MeterRegistry meters;
    private final Clock clock;

    DisposalReceipts(DisposalRepository disposals, Clocks clocks, AuditLog audit, MeterRegistry meters, Clock clock) {
        this.disposals = disposals;
        this.clocks = clocks;
        this.audit = audit;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Takes a final receipt in.
     *
     * @return whether it answers a disposal, believed or not
     */
    public Uni<Boolean> take(EventMessage<? extends Receipt> event) {
        Receipt receipt = event.data();
        return disposals.lock(receipt.commandId()).chain(disposal -> {
            if (disposal == null) {
                return Uni.createFrom().item(false);
            }
            return disposals
                    .answers(List.of(disposal.disposalId))
                    .chain(answers -> take(event, disposal, answers))
                    .replaceWith(true);
        });
    }

    private Uni<Void> take(EventMessage<? extends Receipt> event, DisposalEntity disposal, List<AnswerEntity> answers) {
        Receipt receipt = event.data();
        Optional<AnswerEntity> asked = answers.stream()
                .filter(answer -> answer.key.storeId().equals(receipt.storeId()))
                .findFirst();
        boolean sameStore = event.source().equals("/estflux/" + receipt.storeId());
        if (disposal.status != DisposalStatus.ISSUED) {
            return Uni.createFrom().voidItem();
        }
        if (asked.isEmpty() || !sameStore || !receipt.subjectId().equals(disposal.subjectId)) {
            return refuse(disposal);
        }
        if (asked.get().status != AnswerStatus.PENDING) {
            return Uni.createFrom().voidItem();
        }
        answer(asked.get(), receipt, disposal.category);
        boolean waiting = answers.stream().anyMatch(answer -> answer.status == AnswerStatus.PENDING);
        return waiting ? Uni.createFrom().voidItem() : end(disposal, answers);
    }

    private void answer(AnswerEntity answer, Receipt receipt, String category) {
        answer.answeredAt = now();
        if (receipt instanceof CommandFailed failed) {
            answer.status = AnswerStatus.FAILED;
            answer.failure = failed.reason().name();
        } else if (receipt instanceof CommandCompleted completed) {
            Optional<CategoryOutcome> gone = completed.outcomes().stream()
                    .filter(outcome -> outcome.category().key().equals(category))
                    .filter(outcome -> outcome.outcome() == Outcome.ERASED || outcome.outcome() == Outcome.ANONYMISED)
                    .findFirst();
            answer.status = AnswerStatus.COMPLETED;
            answer.erased = gone.map(CategoryOutcome::count).orElse(0L);
            answer.digest = gone.map(CategoryOutcome::digest).orElse(null);
        }
    }

    private Uni<Void> end(DisposalEntity disposal, List<AnswerEntity> answers) {
        boolean failed = answers.stream().anyMatch(answer -> answer.status == AnswerStatus.FAILED);
        DisposalStatus how = failed ? DisposalStatus.FAILED : DisposalStatus.COMPLETED;
        if (failed) {
            LOG.errorf("disposal %s failed in a store: its records come up again tomorrow", disposal.disposalId);
        }
        meters.counter("retention.disposals", "status", how.name()).increment();
        AuditEntry entry = AuditEntry.of("disposal.end", AuditEntry.SYSTEM, AuditOutcome.DONE)
                .object("disposal", disposal.disposalId.toString())
                .because(how.name());
        UUID subjectId = disposal.subjectId;
        disposal.end(how, now());
        Uni<Void> closed = failed
                ? clocks.notDisposed(disposal.disposalId, Tallinn.today(clock).plusDays(1))
                : clocks.disposed(disposal.disposalId);
        return closed.chain(() -> audit.record(subjectId == null ? entry : entry.about(subjectId)));
    }

    private Uni<Void> refuse(DisposalEntity disposal) {
        LOG.errorf("disposal %s: a receipt from elsewhere than the store told is not believed", disposal.disposalId);
        meters.counter("retention.receipts.refused").increment();
        return audit.record(AuditEntry.of("receipt.take", AuditEntry.SYSTEM, AuditOutcome.REFUSED)
                .object("disposal", disposal.disposalId.toString())
                .because("not-addressed"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
