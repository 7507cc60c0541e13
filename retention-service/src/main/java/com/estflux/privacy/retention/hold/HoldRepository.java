package com.estflux.privacy.retention.hold;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class HoldRepository implements PanacheRepositoryBase<HoldEntity, UUID> {

    /** Holds in force that concern a subject. */
    Uni<List<HoldEntity>> inForce(UUID subjectId) {
        return list("releasedAt is null and (subjectId is null or subjectId = ?1) order by holdId", subjectId);
    }

    /** A page of holds, the oldest first; one more than the limit if there are that many. */
    Uni<List<HoldEntity>> page(boolean all, @Nullable UUID after, int limit) {
        UUID from = after == null ? new UUID(0, 0) : after;
        return find((all ? "" : "releasedAt is null and ") + "holdId > ?1 order by holdId", from)
                .range(0, limit)
                .list();
    }
}
