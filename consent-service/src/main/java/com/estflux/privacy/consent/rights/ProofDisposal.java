package com.estflux.privacy.consent.rights;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.deletion.DeletionGate;
import com.estflux.privacy.platform.deletion.DeletionPermit;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.transaction.RecurringWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Deletes proofs of past consent on the day after the last one they are retained (PF-6.6), unless a hold covers them. Each proof is claimed by one
 * replica, and its disposal is on the audit log.
 */
@ApplicationScoped
class ProofDisposal {

    private static final Logger LOG = Logger.getLogger(ProofDisposal.class);
    private static final int BATCH = 100;

    private final DeletionGate gate;
    private final HeldConsents held;
    private final AuditLog audit;
    private final Clock clock;

    ProofDisposal(DeletionGate gate, HeldConsents held, AuditLog audit, Clock clock) {
        this.gate = gate;
        this.held = held;
        this.audit = audit;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = SKIP, identity = "consent-proof-disposal")
    Uni<Void> dispose() {
        return RecurringWork.attempt(LOG, "proofs not disposed of", disposeDue());
    }

    /** Disposes of every proof that is due, some in each transaction. */
    Uni<Void> disposeDue() {
        return gate.pass(0, this::dispose, DataCategory.CONSENT_RECORD)
                .chain(proofs -> proofs < BATCH ? Uni.createFrom().voidItem() : disposeDue());
    }

    /** The date is the one the person was told; of the gate it needs to know that time can be trusted and nothing holds. */
    private Uni<Integer> dispose(DeletionPermit permit) {
        return permit.isHeldAsAWhole(DataCategory.CONSENT_RECORD)
                ? Uni.createFrom().item(0)
                : held.deleteProofsDueBefore(
                                Tallinn.today(clock),
                                List.of(permit.heldSubjects(DataCategory.CONSENT_RECORD)),
                                permit.heldRecords(DataCategory.CONSENT_RECORD),
                                BATCH)
                        .call(proofs -> proofs == 0 ? Uni.createFrom().voidItem() : record(proofs));
    }

    private Uni<Void> record(int proofs) {
        return audit.record(AuditEntry.of("consent.proof.dispose", AuditEntry.SYSTEM, AuditOutcome.DONE)
                .object("consent-proofs", Integer.toString(proofs))
                .because("retention-ended"));
    }
}
