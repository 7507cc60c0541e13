package com.estflux.privacy.metrics.assignment;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.deletion.DeletionGate;
import com.estflux.privacy.platform.deletion.DeletionPermit;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Forgets who had an address when its retention rule no longer keeps that (PF-2.4, PF-6.6). What an erasure left in place for a legal
 * basis is not touched: retention-service says when that goes.
 */
@ApplicationScoped
class AssignmentExpiry {

    private static final int AT_ONCE = 1_000;

    private final AssignmentRepository assignments;
    private final DeletionGate gate;
    private final AuditLog audit;

    AssignmentExpiry(AssignmentRepository assignments, DeletionGate gate, AuditLog audit) {
        this.assignments = assignments;
        this.gate = gate;
        this.audit = audit;
    }

    @Scheduled(every = "1h", concurrentExecution = SKIP, identity = "ip-assignment-expiry")
    Uni<Void> expireScheduled() {
        return expire().replaceWithVoid();
    }

    /** Forgets what the rule no longer keeps and no hold covers; completes with how many assignments that were. */
    Uni<Integer> expire() {
        return gate.pass(0, this::expire, DataCategory.IP_ASSIGNMENT)
                .chain(gone -> gone < AT_ONCE ? Uni.createFrom().item(gone) : expire().map(more -> gone + more));
    }

    private Uni<Integer> expire(DeletionPermit permit) {
        return permit.lastStartOver(DataCategory.IP_ASSIGNMENT)
                .map(last -> assignments.expire(
                        last.plusDays(1).atStartOfDay(Tallinn.ZONE).toInstant(),
                        permit.heldSubjects(DataCategory.IP_ASSIGNMENT),
                        permit.heldRecords(DataCategory.IP_ASSIGNMENT),
                        AT_ONCE))
                .orElseGet(() -> Uni.createFrom().item(0))
                .call(this::record);
    }

    private Uni<Void> record(int gone) {
        return gone == 0
                ? Uni.createFrom().voidItem()
                : audit.record(AuditEntry.of("ip-assignment.expire", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .object("ip-assignments", Integer.toString(gone)));
    }
}
