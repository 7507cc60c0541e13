package com.estflux.privacy.contracts.retention;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a category is kept: every version that is or will be in force, with the financial years they count from, so
 * that a store can tell the rule of any day by itself.
 *
 * @param category the category, also the record key
 * @param revision the highest version; an older revision changes nothing
 * @param versions what is in force and what will be, in order of version
 * @param financialYearEndsOn last day of a financial year, MM-dd
 * @param financialYearChanges later last days
 * @param publishedAt when, UTC
 */
public record RulePublished(
        DataCategory category,
        int revision,
        List<RuleVersion> versions,
        String financialYearEndsOn,
        List<FinancialYearEnd> financialYearChanges,
        Instant publishedAt)
        implements EventData {

    /** Longer than any period that is accepted. */
    private static final int LONGEST_YEARS = 1000;

    /** Copies the lists, so that the record cannot change. */
    public RulePublished {
        versions = List.copyOf(versions);
        financialYearChanges = List.copyOf(financialYearChanges);
    }

    /** The version in force on a Tallinn date; empty before the first. */
    public Optional<RuleVersion> inForce(LocalDate date) {
        return versions.stream()
                .filter(version -> !version.effectiveFrom().isAfter(date))
                .reduce((one, other) -> one.version() > other.version() ? one : other);
    }

    /** The controller's financial years. */
    public FinancialYears financialYears() {
        Map<LocalDate, MonthDay> changes = new HashMap<>();
        financialYearChanges.forEach(change -> changes.put(change.from(), MonthDay.parse("--" + change.endsOn())));
        return new FinancialYears(MonthDay.parse("--" + financialYearEndsOn), changes);
    }

    /**
     * The last day on which a record's clock may have started for the record to be disposable on a Tallinn date; every
     * record of that day and of earlier days is. Empty while none is: there is no rule yet, or no end.
     */
    public Optional<LocalDate> lastStartOver(LocalDate today) {
        return inForce(today).flatMap(rule -> Optional.ofNullable(rule.period()).map(period -> {
            FinancialYears years = financialYears();
            LocalDate over = today.minusYears(LONGEST_YEARS);
            LocalDate running = today;
            while (over.plusDays(1).isBefore(running)) {
                LocalDate middle = over.plusDays(over.until(running, ChronoUnit.DAYS) / 2);
                LocalDate counted =
                        rule.countedFrom() == CountedFrom.END_OF_FINANCIAL_YEAR ? years.endOf(middle) : middle;
                // Kept through the last day of the period: disposable on the next.
                if (counted.plus(Period.parse(period)).isBefore(today)) {
                    over = middle;
                } else {
                    running = middle;
                }
            }
            return over;
        }));
    }
}
