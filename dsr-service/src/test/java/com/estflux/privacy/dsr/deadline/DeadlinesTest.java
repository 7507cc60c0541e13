package com.estflux.privacy.dsr.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.estflux.privacy.platform.time.Tallinn;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {

    private static final HolidayCalendar ESTONIA = HolidayCalendar.estonia();

    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-03-02, 2026-04-30",
        "2024-01-31, 2024-02-29, 2024-04-30",
        "2026-11-24, 2026-12-28, 2027-02-25",
        "2025-12-01, 2026-01-02, 2026-03-02",
    })
    void shouldCountMonthsByTheRegulation(LocalDate received, LocalDate oneMonth, LocalDate threeMonths) {
        Deadlines deadlines = Deadlines.of(noon(received), ESTONIA);
        assertThat(deadlines.statutoryDueOn()).isEqualTo(oneMonth);
        assertThat(Deadlines.extended(received, ESTONIA)).isEqualTo(threeMonths);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, 2026-12-24",
        "2026-01-31, 2026-03-02",
        "2026-04-01, 2026-05-01",
    })
    void shouldNeverMoveThePolicysThirtyDays(LocalDate received, LocalDate policy) {
        assertThat(Deadlines.of(noon(received), ESTONIA).policyDueOn()).isEqualTo(policy);
    }

    @Test
    void shouldCountFromTheDayInTallinn() {
        assertThat(Deadlines.of(Instant.parse("2026-03-30T21:30:00Z"), ESTONIA).receivedOn())
                .isEqualTo(LocalDate.of(2026, 3, 31));
    }

    @Test
    void shouldKeepItsPromisesOnEveryDayTheCalendarKnows() {
        for (LocalDate day = LocalDate.of(2024, 1, 1); day.isBefore(LocalDate.of(2030, 9, 1)); day = day.plusDays(1)) {
            Deadlines deadlines = Deadlines.of(noon(day), ESTONIA);
            assertThat(ESTONIA.isWorkingDay(deadlines.statutoryDueOn())).isTrue();
            assertThat(deadlines.statutoryDueOn())
                    .isBetween(day.plusMonths(1), day.plusMonths(1).plusDays(6));
            assertThat(deadlines.dueOn())
                    .isBeforeOrEqualTo(deadlines.statutoryDueOn())
                    .isBeforeOrEqualTo(deadlines.policyDueOn());
            assertThat(Deadlines.extended(day, ESTONIA)).isAfter(deadlines.statutoryDueOn());
        }
    }

    @Test
    void shouldOnlyExtendWithinTheFirstMonth() {
        LocalDate received = LocalDate.of(2026, 1, 31);
        assertThat(Deadlines.extensionStillOpen(received, LocalDate.of(2026, 2, 28)))
                .isTrue();
        assertThat(Deadlines.extensionStillOpen(received, LocalDate.of(2026, 3, 1)))
                .isFalse();
    }

    @Test
    void shouldNotGuessYearsItDoesNotKnow() {
        assertThatThrownBy(() -> Deadlines.of(Instant.parse("2030-12-15T10:00:00Z"), ESTONIA))
                .isInstanceOf(UnknownHolidaysException.class)
                .hasMessageContaining("2031");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-02-24",
                "2026-04-03",
                "2026-05-01",
                "2026-06-23",
                "2026-06-24",
                "2026-08-20",
                "2026-12-24",
                "2026-12-25",
                "2027-03-26"
            })
    void shouldRestOnPublicHolidays(LocalDate holiday) {
        assertThat(holiday.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(ESTONIA.isWorkingDay(holiday)).isFalse();
    }

    @Test
    void shouldWorkOnEasterMonday() {
        assertThat(ESTONIA.isWorkingDay(LocalDate.of(2026, 4, 6))).isTrue();
    }

    /** The Gregorian computus, written independently of the table. */
    @ParameterizedTest
    @ValueSource(ints = {2024, 2025, 2026, 2027, 2028, 2029, 2030})
    void shouldKnowWhenEasterIs(int year) {
        int century = year / 100;
        int golden = year % 19;
        int moon = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
        int shifted = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + shifted + 2 - century + century / 4) % 7;
        int offset = shifted - weekday;
        int month = 3 + (offset + 40) / 44;
        LocalDate easter = LocalDate.of(year, month, offset + 28 - 31 * (month / 4));
        assertThat(ESTONIA.isWorkingDay(easter.minusDays(2))).isFalse();
        assertThat(ESTONIA.isWorkingDay(easter.minusDays(3)))
                .isEqualTo(!easter.minusDays(3).equals(LocalDate.of(year, 5, 1)));
    }

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(Tallinn.ZONE).toInstant();
    }
}
