package com.estflux.privacy.dsr.request;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class RequestRepository implements PanacheRepositoryBase<RequestEntity, UUID> {

    /** Rows another replica works on are left to it. */
    private static final String CLAIM_DUE = """
            SELECT request_id FROM request
            WHERE closed_at IS NULL AND alerted_at IS NULL AND due_on <= :horizon
            ORDER BY due_on, request_id LIMIT 50 FOR UPDATE SKIP LOCKED
            """;

    Uni<Optional<RequestEntity>> locked(UUID requestId) {
        return Panache.getSession()
                .chain(session -> session.find(RequestEntity.class, requestId, LockMode.PESSIMISTIC_WRITE))
                .map(Optional::ofNullable);
    }

    Uni<List<RequestEntity>> newestFirst(@Nullable UUID subjectId, Optional<UUID> before, int atMost) {
        return Panache.getSession().chain(session -> session.createQuery("""
                        from RequestEntity
                        where (:anyone = true or subjectId = :subject) and (:first = true or requestId < :before)
                        order by requestId desc
                        """, RequestEntity.class)
                .setParameter("anyone", subjectId == null)
                .setParameter("subject", subjectId == null ? new UUID(0, 0) : subjectId)
                .setParameter("first", before.isEmpty())
                .setParameter("before", before.orElse(new UUID(0, 0)))
                .setMaxResults(atMost)
                .getResultList());
    }

    Uni<List<RequestEntity>> ofSubjectLocked(UUID subjectId) {
        return find("subjectId = ?1 order by requestId", subjectId)
                .withLock(jakarta.persistence.LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<UUID>> claimDue(LocalDate horizon) {
        return Panache.getSession().chain(session -> session.createNativeQuery(CLAIM_DUE, UUID.class)
                .setParameter("horizon", horizon)
                .getResultList());
    }
}
