package com.estflux.privacy.dsr.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HolidayCalendarTest {

    private static final HolidayCalendar ESTONIA = HolidayCalendar.estonia();

    /** Easter Sundays of 1998 to 2099, from the ecclesiastical table of golden numbers and paschal full moons. */
    private static final String EASTER_SUNDAYS = """
            1998-04-12, 1999-04-04, 2000-04-23, 2001-04-15, 2002-03-31, 2003-04-20
            2004-04-11, 2005-03-27, 2006-04-16, 2007-04-08, 2008-03-23, 2009-04-12
            2010-04-04, 2011-04-24, 2012-04-08, 2013-03-31, 2014-04-20, 2015-04-05
            2016-03-27, 2017-04-16, 2018-04-01, 2019-04-21, 2020-04-12, 2021-04-04
            2022-04-17, 2023-04-09, 2024-03-31, 2025-04-20, 2026-04-05, 2027-03-28
            2028-04-16, 2029-04-01, 2030-04-21, 2031-04-13, 2032-03-28, 2033-04-17
            2034-04-09, 2035-03-25, 2036-04-13, 2037-04-05, 2038-04-25, 2039-04-10
            2040-04-01, 2041-04-21, 2042-04-06, 2043-03-29, 2044-04-17, 2045-04-09
            2046-03-25, 2047-04-14, 2048-04-05, 2049-04-18, 2050-04-10, 2051-04-02
            2052-04-21, 2053-04-06, 2054-03-29, 2055-04-18, 2056-04-02, 2057-04-22
            2058-04-14, 2059-03-30, 2060-04-18, 2061-04-10, 2062-03-26, 2063-04-15
            2064-04-06, 2065-03-29, 2066-04-11, 2067-04-03, 2068-04-22, 2069-04-14
            2070-03-30, 2071-04-19, 2072-04-10, 2073-03-26, 2074-04-15, 2075-04-07
            2076-04-19, 2077-04-11, 2078-04-03, 2079-04-23, 2080-04-07, 2081-03-30
            2082-04-19, 2083-04-04, 2084-03-26, 2085-04-15, 2086-03-31, 2087-04-20
            2088-04-11, 2089-04-03, 2090-04-16, 2091-04-08, 2092-03-30, 2093-04-12
            2094-04-04, 2095-04-24, 2096-04-15, 2097-03-31, 2098-04-20, 2099-04-12
            """;

    static Stream<LocalDate> easterSundays() {
        return EASTER_SUNDAYS
                .lines()
                .flatMap(line -> Stream.of(line.split(", ")))
                .map(LocalDate::parse);
    }

    @ParameterizedTest
    @MethodSource("easterSundays")
    void shouldComputeEasterAndTheWholeYear(LocalDate easter) {
        int year = easter.getYear();
        List<LocalDate> expected = new ArrayList<>(List.of(
                LocalDate.of(year, 1, 1),
                LocalDate.of(year, 2, 24),
                easter.minusDays(2),
                easter,
                easter.plusDays(49),
                LocalDate.of(year, 6, 23),
                LocalDate.of(year, 6, 24),
                LocalDate.of(year, 8, 20),
                LocalDate.of(year, 12, 25),
                LocalDate.of(year, 12, 26)));
        if (!expected.contains(LocalDate.of(year, 5, 1))) {
            expected.add(LocalDate.of(year, 5, 1));
        }
        if (year >= 2005) {
            expected.add(LocalDate.of(year, 12, 24));
        }
        assertThat(Easter.sunday(year)).isEqualTo(easter);
        assertThat(ESTONIA.holidays(year)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The earliest and the latest Easter there are, and the ends of what dates on paper reach. */
    @ParameterizedTest
    @ValueSource(strings = {"1818-03-22", "1886-04-25", "1943-04-25", "2285-03-22", "2100-03-28", "1583-04-10"})
    void shouldComputeEasterFarFromToday(LocalDate easter) {
        assertThat(Easter.sunday(easter.getYear())).isEqualTo(easter);
    }

    @Test
    void shouldFindASundayBetweenTheLimitsInAnyYear() {
        for (int year = 1583; year <= 9999; year++) {
            LocalDate easter = Easter.sunday(year);
            assertThat(easter.getDayOfWeek()).isEqualTo(DayOfWeek.SUNDAY);
            assertThat(easter).isBetween(LocalDate.of(year, 3, 22), LocalDate.of(year, 4, 25));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2026-04-03, false",
        "2026-04-06, true",
        "2027-03-26, false",
        "2004-12-24, true",
        "2009-12-24, false",
        "1997-08-20, true",
        "1998-08-20, false",
        "2031-12-24, false",
        "2031-12-29, true",
    })
    void shouldKnowWorkingDaysByTheLawOfTheirYear(LocalDate day, boolean working) {
        assertThat(ESTONIA.isWorkingDay(day)).isEqualTo(working);
    }

    @Test
    void shouldTakeAChangeOfLawAsData() {
        // given a law that moves a holiday
        HolidayCalendar amended = HolidayCalendar.parse(
                List.of("# a comment", "02-24;;2029;Old;law of 1998", "02-25;2030;;New;law of 2030"));

        // when, then
        assertThat(amended.holidays(2029)).containsExactly(LocalDate.of(2029, 2, 24));
        assertThat(amended.holidays(2030)).containsExactly(LocalDate.of(2030, 2, 25));
        assertThatThrownBy(() -> HolidayCalendar.parse(List.of("02-24;;;Nameless;")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldNameTheSourceOfEveryLegalClock() {
        for (LegalClock clock : LegalClock.values()) {
            assertThat(clock.inForce(LocalDate.of(2099, 1, 1)).source()).isNotBlank();
            assertThat(clock.endFor(LocalDate.of(2017, 1, 1))).isAfter(LocalDate.of(2017, 1, 1));
        }
    }
}
