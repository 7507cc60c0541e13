package com.estflux.privacy.contracts.retention;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A version of a category's retention rule.
 *
 * @param version from 1, per category
 * @param effectiveFrom first Tallinn date it is in force, unless a higher version is in force too
 * @param period ISO 8601 period of years, months and days; null if there is no end
 * @param countedFrom from when the period is counted
 */
public record RuleVersion(
        int version, LocalDate effectiveFrom, @Nullable String period, CountedFrom countedFrom) {}
