package com.estflux.privacy.retention.rule;

import com.estflux.privacy.contracts.DataCategory;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * A version of a retention rule (PF-6).
 *
 * @param category what it is about
 * @param version from 1, per category
 * @param effectiveFrom first Tallinn date it is in force
 * @param period how long data is kept after the clock started; null if there is no end
 * @param countedFrom from when the period is counted
 * @param startsWhen what starts the clock
 * @param onErasure what an erasure request does
 * @param legalBasis why it may be kept that long, with article
 * @param explanation for people, free of personal data
 */
public record Rule(
        DataCategory category,
        int version,
        LocalDate effectiveFrom,
        @Nullable Period period,
        CountedFrom countedFrom,
        StartsWhen startsWhen,
        OnErasure onErasure,
        String legalBasis,
        String explanation) {

    /** How plans, commands and certificates name it, for example {@code billing-record/1}. */
    public String reference() {
        return category + "/" + version;
    }
}
