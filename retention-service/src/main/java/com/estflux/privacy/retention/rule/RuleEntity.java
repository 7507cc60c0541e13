package com.estflux.privacy.retention.rule;

import com.estflux.privacy.contracts.DataCategory;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

@Entity
@Immutable
@Table(name = "retention_rule")
class RuleEntity {

    @Id
    String reference;

    String category;

    int version;

    LocalDate effectiveFrom;

    @Nullable
    String period;

    @Enumerated(EnumType.STRING)
    CountedFrom countedFrom;

    @Enumerated(EnumType.STRING)
    StartsWhen startsWhen;

    @Enumerated(EnumType.STRING)
    OnErasure onErasure;

    String legalBasis;

    String explanation;

    String policyFact;

    boolean controllersDecision;

    String createdBy;

    Instant createdAt;

    Rule rule() {
        return new Rule(
                new DataCategory(category),
                version,
                effectiveFrom,
                period == null ? null : Period.parse(period),
                countedFrom,
                startsWhen,
                onErasure,
                legalBasis,
                explanation);
    }
}
