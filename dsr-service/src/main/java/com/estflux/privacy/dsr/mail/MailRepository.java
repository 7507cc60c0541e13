package com.estflux.privacy.dsr.mail;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class MailRepository implements PanacheRepositoryBase<MailEntity, UUID> {

    private static final String CLAIM = """
            SELECT * FROM mail WHERE next_try_at <= :now
            ORDER BY next_try_at LIMIT 10 FOR UPDATE SKIP LOCKED
            """;

    Uni<List<MailEntity>> claim(Instant now) {
        return Panache.getSession().chain(session -> session.createNativeQuery(CLAIM, MailEntity.class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getResultList());
    }
}
