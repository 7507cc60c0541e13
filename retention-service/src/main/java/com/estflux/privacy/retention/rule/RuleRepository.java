package com.estflux.privacy.retention.rule;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class RuleRepository implements PanacheRepositoryBase<RuleEntity, String> {

    /** Every version of a category, the newest first. */
    Uni<List<RuleEntity>> versions(String category) {
        return list("category = ?1 order by version desc", category);
    }
}
