package com.estflux.privacy.retention.rule;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What the published policy and the law leave room for in a rule.
 *
 * @param shortest shortest period
 * @param longest longest period; null if there is none
 * @param countedFrom from when it must be counted; null if either will do
 * @param onErasure what an erasure must do; null if anything will do
 * @param policyFact what says so
 */
record RuleBound(
        Period shortest,
        @Nullable Period longest,
        @Nullable CountedFrom countedFrom,
        @Nullable OnErasure onErasure,
        String policyFact) {

    /** Of a category the policy is silent about: a rule that keeps nothing for a day is a slip. */
    static final RuleBound USUAL = new RuleBound(Period.ofDays(1), null, null, null, "PF-6.6");

    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int FOUR_YEARS = 1461;

    /** What is wrong with a rule of this period; empty if nothing is. Months differ in length: the worst counts. */
    Optional<String> objection(@Nullable Period period, CountedFrom from, OnErasure erasure) {
        if (period != null && exceeds(shortest, period)) {
            return Optional.of("it is kept for " + shortest + " at least, " + policyFact);
        }
        Period most = longest;
        if (most != null && (period == null || exceeds(period, most))) {
            return Optional.of("it is kept for " + most + " at most, " + policyFact);
        }
        if (countedFrom != null && countedFrom != from) {
            return Optional.of("it is counted from the end of the financial year, " + policyFact);
        }
        return onErasure != null && onErasure != erasure
                ? Optional.of("an erasure retains it, " + policyFact)
                : Optional.empty();
    }

    /** Whether one period is longer than another, counted from any day. */
    private static boolean exceeds(Period one, Period other) {
        return LongStream.range(0, FOUR_YEARS).mapToObj(FIRST::plusDays).anyMatch(day -> day.plus(one)
                .isAfter(day.plus(other)));
    }
}
