package com.estflux.privacy.contracts.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FinancialYearsTest {

    private static final FinancialYears CALENDAR = new FinancialYears(MonthDay.of(12, 31), Map.of());
    private static final FinancialYears CHANGED = new FinancialYears(
            MonthDay.of(12, 31),
            Map.of(LocalDate.of(2027, 1, 1), MonthDay.of(6, 30), LocalDate.of(2029, 4, 1), MonthDay.of(3, 31)));

    @ParameterizedTest
    @CsvSource({"2026-01-01,2026-12-31", "2026-12-31,2026-12-31", "2027-01-01,2027-12-31", "2024-02-29,2024-12-31"})
    void shouldEndWithTheCalendarYear(LocalDate date, LocalDate end) {
        assertThat(CALENDAR.endOf(date)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-31,2026-12-31",
        "2027-01-01,2027-06-30",
        "2027-06-30,2027-06-30",
        "2027-07-01,2028-06-30",
        "2028-07-01,2029-03-31",
        "2029-03-31,2029-03-31",
        "2029-04-01,2030-03-31"
    })
    void shouldMakeShortYearsWhenTheYearChanges(LocalDate date, LocalDate end) {
        assertThat(CHANGED.endOf(date)).isEqualTo(end);
    }

    @Test
    void shouldEndInFebruaryOnItsLastDayWhateverTheYear() {
        var years = new FinancialYears(MonthDay.of(2, 29), Map.of());

        assertThat(years.endOf(LocalDate.of(2027, 2, 10))).isEqualTo("2027-02-28");
        assertThat(years.endOf(LocalDate.of(2027, 3, 1))).isEqualTo("2028-02-29");
    }

    @Test
    void shouldNeverEndBeforeTheDateNorMoreThanAYearLater() {
        for (LocalDate date = LocalDate.of(2026, 1, 1); date.getYear() < 2032; date = date.plusDays(1)) {
            assertThat(CHANGED.endOf(date)).isAfterOrEqualTo(date).isBefore(date.plusYears(1));
        }
    }
}
