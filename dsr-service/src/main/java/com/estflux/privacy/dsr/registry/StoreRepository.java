package com.estflux.privacy.dsr.registry;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class StoreRepository implements PanacheRepositoryBase<StoreEntity, String> {}
