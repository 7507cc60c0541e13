package com.estflux.privacy.dsr.fanout;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class StoreTaskRepository implements PanacheRepositoryBase<StoreTaskEntity, StoreTaskEntity.Key> {

    /** The tasks of a request that count: those no later command replaced. */
    Uni<List<StoreTaskEntity>> current(UUID requestId) {
        return list("requestId = ?1 and replaced = false order by storeId, commandId", requestId);
    }

    Uni<List<StoreTaskEntity>> ofCommand(UUID commandId) {
        return list("commandId = ?1 order by storeId", commandId);
    }
}
