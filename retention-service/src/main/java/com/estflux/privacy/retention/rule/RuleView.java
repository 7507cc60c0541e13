package com.estflux.privacy.retention.rule;

import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version of a retention rule, as the API shows it.
 *
 * @param reference how plans, disposals and certificates name it
 * @param category what it is about
 * @param version from 1, per category
 * @param effectiveFrom first Tallinn date it is in force
 * @param period ISO 8601 period; absent if there is no end
 * @param countedFrom from when the period is counted
 * @param startsWhen what starts the clock
 * @param onErasure what an erasure request does
 * @param legalBasis why data may be kept that long, with article
 * @param explanation for people
 * @param policyFact the fact of the published policy it follows, or that is silent about it
 * @param controllersDecision whether the policy is silent and the controller decided
 * @param createdAt when it was drafted, UTC
 * @param approvedAt when another officer approved it, UTC; absent while it is a draft, which binds nobody
 */
@Schema(name = "RetentionRule")
record RuleView(
        String reference,
        String category,
        int version,
        LocalDate effectiveFrom,
        @Nullable String period,
        CountedFrom countedFrom,
        StartsWhen startsWhen,
        OnErasure onErasure,
        String legalBasis,
        String explanation,
        String policyFact,
        boolean controllersDecision,
        Instant createdAt,
        @Nullable Instant approvedAt) {

    static RuleView of(RuleEntity rule, @Nullable RuleApprovalEntity approval) {
        return new RuleView(
                rule.reference,
                rule.category,
                rule.version,
                rule.effectiveFrom,
                rule.period,
                rule.countedFrom,
                rule.startsWhen,
                rule.onErasure,
                rule.legalBasis,
                rule.explanation,
                rule.policyFact,
                rule.controllersDecision,
                rule.createdAt,
                approval == null ? null : approval.approvedAt);
    }
}
