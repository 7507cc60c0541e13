package com.estflux.privacy.retention.plan;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class PlanRepository implements PanacheRepositoryBase<PlanEntity, UUID> {

    /** Plans that may still change, of a subject or of everybody; locked. */
    Uni<List<PlanEntity>> proposed(@Nullable UUID subjectId) {
        var query = subjectId == null
                ? find("status = ?1 order by planId", PlanStatus.PROPOSED)
                : find("status = ?1 and subjectId = ?2 order by planId", PlanStatus.PROPOSED, subjectId);
        return query.withLock(LockModeType.PESSIMISTIC_WRITE).list();
    }

    /** A plan; locked. */
    Uni<@Nullable PlanEntity> locked(UUID planId) {
        return findById(planId, LockModeType.PESSIMISTIC_WRITE);
    }

    /** The plans of a case; locked. */
    Uni<List<PlanEntity>> ofCase(UUID caseId) {
        return find("caseId = ?1 order by planId", caseId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<Boolean> isExecuting(UUID subjectId) {
        return count("status = ?1 and subjectId = ?2", PlanStatus.EXECUTING, subjectId)
                .map(count -> count > 0);
    }
}
