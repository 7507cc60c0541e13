package com.estflux.privacy.dsr.fanout;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class CommandRepository implements PanacheRepositoryBase<CommandEntity, UUID> {

    /** Claims the request, which is what everybody locks first; another replica's claims are left to it. */
    private static final String CLAIM_UNANSWERED = """
            SELECT c.command_id FROM command c JOIN request r ON r.request_id = c.request_id
            WHERE c.next_send_at <= :now
            ORDER BY c.next_send_at LIMIT 20 FOR UPDATE OF r SKIP LOCKED
            """;

    Uni<List<UUID>> claimUnanswered(Instant now) {
        return Panache.getSession().chain(session -> session.createNativeQuery(CLAIM_UNANSWERED, UUID.class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getResultList());
    }
}
