package com.estflux.privacy.retention.rule;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

@ApplicationScoped
class RuleRepository implements PanacheRepositoryBase<RuleEntity, String> {

    /** The version in force of each category, by category. */
    Uni<List<RuleEntity>> inForce(LocalDate date) {
        return list(
                "from RuleEntity rule where rule.effectiveFrom <= ?1 and rule.version = (select max(later.version)"
                        + " from RuleEntity later where later.category = rule.category and later.effectiveFrom <= ?1)"
                        + " order by rule.category",
                date);
    }

    /** Every version of a category, the newest first. */
    Uni<List<RuleEntity>> versions(String category) {
        return list("category = ?1 order by version desc", category);
    }
}
