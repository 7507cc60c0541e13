package com.estflux.privacy.dsr.identity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class IdentityRepository implements PanacheRepositoryBase<IdentityEntity, UUID> {}
