package com.estflux.privacy.dsr.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.time.Tallinn;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinesTest {

    private static final HolidayCalendar ESTONIA = HolidayCalendar.estonia();

    /** Received, one month, three months, thirty days: from a calendar kept apart from the code under test. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-31, 2026-03-02, 2026-04-30, 2026-03-02",
        "2024-01-31, 2024-02-29, 2024-04-30, 2024-03-01",
        "2026-11-24, 2026-12-28, 2027-02-25, 2026-12-24",
        "2025-12-01, 2026-01-02, 2026-03-02, 2025-12-31",
        "2030-12-01, 2031-01-02, 2031-03-03, 2030-12-31",
        "2031-01-31, 2031-02-28, 2031-04-30, 2031-03-02",
        "2031-11-24, 2031-12-29, 2032-02-25, 2031-12-24",
        "2032-01-30, 2032-03-01, 2032-04-30, 2032-02-29",
        "2033-01-24, 2033-02-25, 2033-04-25, 2033-02-23",
        "2034-03-07, 2034-04-10, 2034-06-07, 2034-04-06",
        "2035-05-23, 2035-06-25, 2035-08-23, 2035-06-22",
        "2038-03-23, 2038-04-26, 2038-06-25, 2038-04-22",
        "2039-11-24, 2039-12-27, 2040-02-27, 2039-12-24",
        "2040-01-31, 2040-02-29, 2040-04-30, 2040-03-01",
        "2044-07-20, 2044-08-22, 2044-10-20, 2044-08-19",
        "2047-11-25, 2047-12-27, 2048-02-25, 2047-12-25",
        "2048-01-29, 2048-03-02, 2048-04-29, 2048-02-28",
        "2050-05-24, 2050-06-27, 2050-08-24, 2050-06-23",
        "2057-11-24, 2057-12-27, 2058-02-25, 2057-12-24",
        "2060-03-16, 2060-04-19, 2060-06-16, 2060-04-15",
        "2064-02-29, 2064-03-31, 2064-05-29, 2064-03-30",
        "2071-03-17, 2071-04-20, 2071-06-17, 2071-04-16",
        "2076-11-30, 2076-12-30, 2077-03-01, 2076-12-30",
        "2080-05-23, 2080-06-25, 2080-08-23, 2080-06-22",
        "2084-01-31, 2084-02-29, 2084-05-02, 2084-03-01",
        "2088-03-09, 2088-04-12, 2088-06-09, 2088-04-08",
        "2095-11-24, 2095-12-27, 2096-02-27, 2095-12-24",
        "2096-01-31, 2096-02-29, 2096-04-30, 2096-03-01",
        "2099-03-10, 2099-04-13, 2099-06-10, 2099-04-09",
        "2099-11-24, 2099-12-28, 2100-02-25, 2099-12-24",
        "2099-12-31, 2100-02-01, 2100-03-31, 2100-01-30",
    })
    void shouldCountByTheRegulationAndThePolicy(
            LocalDate received, LocalDate oneMonth, LocalDate threeMonths, LocalDate policy) {
        Deadlines deadlines = Deadlines.of(noon(received), ESTONIA);
        assertThat(deadlines.statutoryDueOn()).isEqualTo(oneMonth);
        assertThat(Deadlines.extended(received, ESTONIA)).isEqualTo(threeMonths);
        assertThat(deadlines.policyDueOn()).isEqualTo(policy);
    }

    @Test
    void shouldCountFromTheDayInTallinn() {
        assertThat(Deadlines.of(Instant.parse("2026-03-30T21:30:00Z"), ESTONIA).receivedOn())
                .isEqualTo(LocalDate.of(2026, 3, 31));
    }

    @Test
    void shouldKeepItsPromisesOnEveryDayOfTheCentury() {
        for (LocalDate day = LocalDate.of(2018, 5, 25); day.getYear() < 2100; day = day.plusDays(1)) {
            Deadlines deadlines = Deadlines.of(noon(day), ESTONIA);
            assertThat(deadlines.statutoryDueOn().getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(ESTONIA.holidays(deadlines.statutoryDueOn().getYear()))
                    .doesNotContain(deadlines.statutoryDueOn());
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

    private static Instant noon(LocalDate day) {
        return day.atTime(LocalTime.NOON).atZone(Tallinn.ZONE).toInstant();
    }
}
