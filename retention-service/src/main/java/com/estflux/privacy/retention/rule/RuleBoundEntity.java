package com.estflux.privacy.retention.rule;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Period;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** What the policy and the law leave room for in a category's rule. */
@Entity
@Immutable
@Table(name = "rule_bound")
class RuleBoundEntity {

    @Id
    String category;

    String shortest;

    @Nullable
    String longest;

    @Enumerated(EnumType.STRING)
    @Nullable
    CountedFrom countedFrom;

    @Enumerated(EnumType.STRING)
    @Nullable
    OnErasure onErasure;

    String policyFact;

    RuleBound bound() {
        return new RuleBound(
                Period.parse(shortest),
                longest == null ? null : Period.parse(longest),
                countedFrom,
                onErasure,
                policyFact);
    }
}
