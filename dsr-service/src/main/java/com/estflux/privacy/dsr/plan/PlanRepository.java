package com.estflux.privacy.dsr.plan;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class PlanRepository implements PanacheRepositoryBase<PlanEntity, UUID> {

    /** Claims the request, which is what everybody locks first. */
    private static final String CLAIM_UNANSWERED = """
            SELECT p.request_id FROM plan p JOIN request r ON r.request_id = p.request_id
            WHERE p.next_request_at <= :now
            ORDER BY p.next_request_at LIMIT 20 FOR UPDATE OF r SKIP LOCKED
            """;

    Uni<List<UUID>> claimUnanswered(Instant now) {
        return Panache.getSession().chain(session -> session.createNativeQuery(CLAIM_UNANSWERED, UUID.class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getResultList());
    }
}
