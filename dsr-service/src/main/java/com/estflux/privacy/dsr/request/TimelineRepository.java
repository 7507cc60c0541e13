package com.estflux.privacy.dsr.request;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class TimelineRepository implements PanacheRepositoryBase<TimelineEntity, Long> {

    Uni<List<TimelineEntity>> after(UUID requestId, long entryId, int atMost) {
        return find("requestId = ?1 and entryId > ?2 order by entryId", requestId, entryId)
                .page(0, atMost)
                .list();
    }
}
