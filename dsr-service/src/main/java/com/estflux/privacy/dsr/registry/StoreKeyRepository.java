package com.estflux.privacy.dsr.registry;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class StoreKeyRepository implements PanacheRepositoryBase<StoreKeyEntity, StoreKeyEntity.Key> {

    /** Every key a store has or had. */
    Uni<List<StoreKeyEntity>> ofStore(String storeId) {
        return list("key.storeId = ?1 order by key.keyId", storeId);
    }
}
