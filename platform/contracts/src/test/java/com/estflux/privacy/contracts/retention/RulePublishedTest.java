package com.estflux.privacy.contracts.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.DataCategory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulePublishedTest {

    /** Kept through the last day of the period, disposable on the next. */
    @ParameterizedTest
    @CsvSource({
        "P1Y,  START,                 2026-12-01, 2025-11-30",
        "P90D, START,                 2026-12-01, 2026-09-01",
        "P0D,  START,                 2026-12-01, 2026-11-30",
        "P6M,  START,                 2026-09-01, 2026-02-28",
        "P7Y,  END_OF_FINANCIAL_YEAR, 2026-12-31, 2018-12-31",
        "P7Y,  END_OF_FINANCIAL_YEAR, 2027-01-01, 2019-12-31",
        "P50Y, END_OF_FINANCIAL_YEAR, 2026-12-31, 1975-12-31"
    })
    void shouldTellTheLastDayWhoseRecordsAreOver(
            String period, CountedFrom countedFrom, LocalDate today, LocalDate last) {
        assertThat(rule(period, countedFrom).lastStartOver(today)).contains(last);
    }

    @Test
    void shouldFollowTheVersionInForceOfTheDay() {
        var rule = new RulePublished(
                DataCategory.IP_ASSIGNMENT,
                3,
                List.of(
                        new RuleVersion(2, LocalDate.of(2026, 1, 1), "P1Y", CountedFrom.START),
                        new RuleVersion(3, LocalDate.of(2027, 1, 1), "P1M", CountedFrom.START)),
                "12-31",
                List.of(),
                Instant.EPOCH);

        assertThat(rule.inForce(LocalDate.of(2025, 12, 31))).isEmpty();
        assertThat(rule.lastStartOver(LocalDate.of(2025, 12, 31))).isEmpty();
        assertThat(rule.lastStartOver(LocalDate.of(2026, 12, 31))).contains(LocalDate.of(2025, 12, 30));
        assertThat(rule.lastStartOver(LocalDate.of(2027, 1, 1))).contains(LocalDate.of(2026, 11, 30));
    }

    @Test
    void shouldNeverEndWithoutAPeriod() {
        assertThat(rule(null, CountedFrom.START).lastStartOver(LocalDate.of(2999, 1, 1)))
                .isEmpty();
    }

    @Test
    void shouldCountFromTheYearThatWasChanged() {
        var rule = new RulePublished(
                DataCategory.BILLING_RECORD,
                1,
                List.of(new RuleVersion(1, LocalDate.of(2020, 1, 1), "P7Y", CountedFrom.END_OF_FINANCIAL_YEAR)),
                "12-31",
                List.of(new FinancialYearEnd(LocalDate.of(2019, 7, 1), "06-30")),
                Instant.EPOCH);

        assertThat(rule.lastStartOver(LocalDate.of(2026, 7, 1))).contains(LocalDate.of(2019, 6, 30));
    }

    private static RulePublished rule(@Nullable String period, CountedFrom countedFrom) {
        return new RulePublished(
                DataCategory.BILLING_RECORD,
                1,
                List.of(new RuleVersion(1, LocalDate.of(2020, 1, 1), period, countedFrom)),
                "12-31",
                List.of(),
                Instant.EPOCH);
    }
}
