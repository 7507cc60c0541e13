package com.estflux.privacy.dsr.mail;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class MailRepository implements PanacheRepositoryBase<MailEntity, UUID> {

    private static final String CLAIM = """
            SELECT * FROM mail WHERE given_up_at IS NULL AND next_try_at <= :now
            ORDER BY next_try_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """;

    /** Locks the letter that has waited longest, unless another process has it. */
    Uni<Optional<MailEntity>> claim(Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CLAIM, MailEntity.class)
                        .setParameter("now", now.atOffset(ZoneOffset.UTC))
                        .getResultList())
                .map(found -> found.stream().findFirst());
    }

    Uni<Integer> tryAgainAt(UUID mailId, Instant at) {
        return update("nextTryAt = ?1 where mailId = ?2", at, mailId);
    }

    Uni<Integer> giveUp(UUID mailId, Instant at) {
        return update("givenUpAt = ?1 where mailId = ?2 and givenUpAt is null", at, mailId);
    }

    /** Begins anew with the letters about a request that were given up. */
    Uni<Integer> resume(UUID requestId, Instant at) {
        return update(
                "givenUpAt = null, tries = 0, nextTryAt = ?1 where requestId = ?2 and givenUpAt is not null",
                at,
                requestId);
    }
}
