package com.estflux.privacy.retention.disposal;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class DisposalRepository implements PanacheRepositoryBase<DisposalEntity, UUID> {

    private static final String TO_SEND_AGAIN = """
            SELECT * FROM disposal WHERE status = 'ISSUED' AND next_send_at <= :now
            ORDER BY next_send_at LIMIT 200 FOR UPDATE SKIP LOCKED
            """;

    /** A disposal, locked. */
    Uni<@Nullable DisposalEntity> lock(UUID disposalId) {
        return findById(disposalId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Disposals whose stores have been silent for long enough; claimed. */
    Uni<List<DisposalEntity>> claimSilent(Instant now) {
        return Panache.getSession().chain(session -> session.createNativeQuery(TO_SEND_AGAIN, DisposalEntity.class)
                .setParameter("now", now.atOffset(ZoneOffset.UTC))
                .getResultList());
    }

    /** A page of disposals, the oldest first; one more than the limit if there are that many. */
    Uni<List<DisposalEntity>> page(@Nullable DisposalStatus status, @Nullable UUID after, int limit) {
        UUID from = after == null ? new UUID(0, 0) : after;
        var query = status == null
                ? find("disposalId > ?1 order by disposalId", from)
                : find("disposalId > ?1 and status = ?2 order by disposalId", from, status);
        return query.range(0, limit).list();
    }

    /** What the stores answered to these disposals. */
    Uni<List<AnswerEntity>> answers(Collection<UUID> disposalIds) {
        return Panache.getSession().chain(session -> session.createQuery(
                        "from AnswerEntity where key.disposalId in :ids order by key.storeId", AnswerEntity.class)
                .setParameter("ids", disposalIds)
                .getResultList());
    }

    Uni<Void> persistAnswers(List<AnswerEntity> answers) {
        return Panache.getSession().chain(session -> session.persistAll(answers.toArray()));
    }
}
