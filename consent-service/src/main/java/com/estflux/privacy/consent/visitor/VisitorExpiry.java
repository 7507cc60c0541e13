package com.estflux.privacy.consent.visitor;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.deletion.DeletionGate;
import com.estflux.privacy.platform.deletion.DeletionPermit;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;

/**
 * Forgets web visitors' choices when the rule of {@code web-analytics} no longer keeps them, counted from when the visitor
 * was last seen. What a customer has taken over at login is theirs and goes with them.
 */
@ApplicationScoped
class VisitorExpiry {

    private static final int AT_ONCE = 1_000;
    private static final String EXPIRE = """
            DELETE FROM visitor WHERE visitor_id IN (
                SELECT visitor_id FROM visitor
                WHERE subject_id IS NULL AND greatest(seen_at, chosen_at, signalled_at) < :seenBefore
                    AND NOT cast(visitor_id AS text) = ANY (cast(:held AS text[]))
                ORDER BY visitor_id LIMIT :most FOR UPDATE SKIP LOCKED)
            """;

    private final DeletionGate gate;
    private final AuditLog audit;

    VisitorExpiry(DeletionGate gate, AuditLog audit) {
        this.gate = gate;
        this.audit = audit;
    }

    @Scheduled(every = "1h", concurrentExecution = SKIP, identity = "visitor-expiry")
    Uni<Void> expireScheduled() {
        return expire().replaceWithVoid();
    }

    /** Forgets what is over; completes with how many visitors that were. */
    Uni<Integer> expire() {
        return gate.pass(0, this::expire, DataCategory.WEB_ANALYTICS)
                .chain(gone -> gone < AT_ONCE ? Uni.createFrom().item(gone) : expire().map(more -> gone + more));
    }

    private Uni<Integer> expire(DeletionPermit permit) {
        return permit.lastStartOver(DataCategory.WEB_ANALYTICS)
                .map(last -> delete(last, permit.heldRecords(DataCategory.WEB_ANALYTICS)))
                .orElseGet(() -> Uni.createFrom().item(0))
                .call(this::record);
    }

    private static Uni<Integer> delete(LocalDate last, String[] held) {
        return Panache.getSession().chain(session -> session.createNativeQuery(EXPIRE)
                .setParameter(
                        "seenBefore",
                        last.plusDays(1).atStartOfDay(Tallinn.ZONE).toOffsetDateTime())
                .setParameter("held", held)
                .setParameter("most", AT_ONCE)
                .executeUpdate());
    }

    private Uni<Void> record(int gone) {
        return gone == 0
                ? Uni.createFrom().voidItem()
                : audit.record(AuditEntry.of("visitor.expire", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .object("visitors", Integer.toString(gone)));
    }
}
