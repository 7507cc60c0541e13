package com.estflux.privacy.retention.rule;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class RuleBoundRepository implements PanacheRepositoryBase<RuleBoundEntity, String> {

    /** The bound of a category. */
    Uni<RuleBound> of(String category) {
        return findById(category).map(found -> found == null ? RuleBound.USUAL : found.bound());
    }
}
