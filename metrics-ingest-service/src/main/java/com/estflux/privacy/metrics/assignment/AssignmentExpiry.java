package com.estflux.privacy.metrics.assignment;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/**
 * Forgets who had an address, a time after it was given back (PF-2.4, PF-6.6). What an erasure left in place for a legal
 * basis is not touched: retention-service says when that goes.
 */
@ApplicationScoped
class AssignmentExpiry {

    private static final int AT_ONCE = 1_000;

    private final AssignmentRepository assignments;
    private final Transactions transactions;
    private final AuditLog audit;
    private final MetricsConfig config;
    private final Clock clock;

    AssignmentExpiry(
            AssignmentRepository assignments,
            Transactions transactions,
            AuditLog audit,
            MetricsConfig config,
            Clock clock) {
        this.assignments = assignments;
        this.transactions = transactions;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", concurrentExecution = SKIP, identity = "ip-assignment-expiry")
    Uni<Void> expireScheduled() {
        return expire().replaceWithVoid();
    }

    /** Forgets what ended long enough ago; completes with how many assignments that were. */
    Uni<Integer> expire() {
        Instant endedBefore = clock.instant()
                .atZone(Tallinn.ZONE)
                .minus(config.ipAssignmentsKept())
                .toInstant();
        return transactions
                .run(() -> assignments.expire(endedBefore, AT_ONCE).call(this::record))
                .chain(gone -> gone < AT_ONCE ? Uni.createFrom().item(gone) : expire().map(more -> gone + more));
    }

    private Uni<Void> record(int gone) {
        return gone == 0
                ? Uni.createFrom().voidItem()
                : audit.record(AuditEntry.of("ip-assignment.expire", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .object("ip-assignments", Integer.toString(gone)));
    }
}
