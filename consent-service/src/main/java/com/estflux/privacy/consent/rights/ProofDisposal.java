package com.estflux.privacy.consent.rights;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.transaction.RecurringWork;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Deletes proofs of past consent on the day after the last one they are retained (PF-6.6). Each proof is claimed by one
 * replica, and its disposal is on the audit log.
 */
@ApplicationScoped
class ProofDisposal {

    private static final Logger LOG = Logger.getLogger(ProofDisposal.class);
    private static final int BATCH = 100;

    private final HeldConsents held;
    private final AuditLog audit;
    private final Transactions transactions;
    private final Clock clock;

    ProofDisposal(HeldConsents held, AuditLog audit, Transactions transactions, Clock clock) {
        this.held = held;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = SKIP, identity = "consent-proof-disposal")
    Uni<Void> dispose() {
        return RecurringWork.attempt(LOG, "proofs not disposed of", disposeDue());
    }

    /** Disposes of every proof that is due, some in each transaction. */
    Uni<Void> disposeDue() {
        return transactions
                .run(() -> held.deleteProofsDueBefore(Tallinn.today(clock), BATCH)
                        .call(proofs -> proofs == 0 ? Uni.createFrom().voidItem() : record(proofs)))
                .chain(proofs -> proofs < BATCH ? Uni.createFrom().voidItem() : disposeDue());
    }

    private Uni<Void> record(int proofs) {
        return audit.record(AuditEntry.of("consent.proof.dispose", AuditEntry.SYSTEM, AuditOutcome.DONE)
                .object("consent-proofs", Integer.toString(proofs))
                .because("retention-ended"));
    }
}
