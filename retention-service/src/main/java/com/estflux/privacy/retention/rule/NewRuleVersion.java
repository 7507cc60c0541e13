package com.estflux.privacy.retention.rule;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.Period;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a rule.
 *
 * @param effectiveFrom first Tallinn date it is in force: today or later, and not before the previous version
 * @param period ISO 8601 period of years, months, weeks or days; absent if there is no end
 * @param countedFrom from when the period is counted
 * @param startsWhen what starts the clock
 * @param onErasure what an erasure request does
 * @param legalBasis why data may be kept that long, with article
 * @param explanation for people, free of personal data
 */
record NewRuleVersion(
        @NotNull LocalDate effectiveFrom,

        @Pattern(regexp = "P(?=\\d)(\\d{1,2}Y)?(\\d{1,3}M)?(\\d{1,3}W)?(\\d{1,4}D)?")
        @Schema(examples = "P7Y")
        @Nullable
        String period,

        @NotNull CountedFrom countedFrom,
        @NotNull StartsWhen startsWhen,
        @NotNull OnErasure onErasure,
        @NotBlank @Size(max = 300) String legalBasis,
        @NotBlank @Size(max = 1000) String explanation) {

    @Nullable
    Period parsedPeriod() {
        return period == null ? null : Period.parse(period);
    }

    RuleEntity version(String category, int version) {
        RuleEntity rule = new RuleEntity();
        rule.reference = category + "/" + version;
        rule.category = category;
        rule.version = version;
        rule.effectiveFrom = effectiveFrom;
        Period parsed = parsedPeriod();
        rule.period = parsed == null ? null : parsed.toString();
        rule.countedFrom = countedFrom;
        rule.startsWhen = startsWhen;
        rule.onErasure = onErasure;
        rule.legalBasis = legalBasis;
        rule.explanation = explanation;
        rule.policyFact = "PF-6.6";
        rule.controllersDecision = true;
        return rule;
    }
}
