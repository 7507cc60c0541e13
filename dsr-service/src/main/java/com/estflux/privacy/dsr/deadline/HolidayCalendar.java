package com.estflux.privacy.dsr.deadline;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Public holidays of Estonia (Public Holidays and Days of National Importance Act § 2), year by year. A year is entered
 * when its law is known; one that is missing is an error, because a guessed working day is a missed deadline.
 */
public final class HolidayCalendar {

    /** New Year, Independence, Spring, Victory, Midsummer, Restoration, Christmas Eve, Christmas, Boxing Day. */
    private static final List<MonthDay> SAME_DAY_EVERY_YEAR = List.of(
            MonthDay.of(1, 1),
            MonthDay.of(2, 24),
            MonthDay.of(5, 1),
            MonthDay.of(6, 23),
            MonthDay.of(6, 24),
            MonthDay.of(8, 20),
            MonthDay.of(12, 24),
            MonthDay.of(12, 25),
            MonthDay.of(12, 26));

    private static final int DAYS_TO_PENTECOST = 49;

    private static final HolidayCalendar ESTONIA = new HolidayCalendar(Map.of(
            2024, LocalDate.of(2024, 3, 31),
            2025, LocalDate.of(2025, 4, 20),
            2026, LocalDate.of(2026, 4, 5),
            2027, LocalDate.of(2027, 3, 28),
            2028, LocalDate.of(2028, 4, 16),
            2029, LocalDate.of(2029, 4, 1),
            2030, LocalDate.of(2030, 4, 21)));

    private final Map<Integer, Set<LocalDate>> holidays;

    private HolidayCalendar(Map<Integer, LocalDate> easterSundays) {
        holidays = easterSundays.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, year -> Stream.concat(
                                SAME_DAY_EVERY_YEAR.stream().map(day -> day.atYear(year.getKey())),
                                // Good Friday, Easter Sunday, Pentecost; Easter Monday is a working day.
                                Stream.of(
                                        year.getValue().minusDays(2),
                                        year.getValue(),
                                        year.getValue().plusDays(DAYS_TO_PENTECOST)))
                        .collect(Collectors.toUnmodifiableSet())));
    }

    /** The calendar of Estonia, as far as it is known. */
    public static HolidayCalendar estonia() {
        return ESTONIA;
    }

    /** Whether the calendar knows this year. */
    public boolean knows(int year) {
        return holidays.containsKey(year);
    }

    /**
     * Whether this is neither a Saturday, a Sunday nor a public holiday.
     *
     * @throws UnknownHolidaysException if the calendar lacks the year
     */
    public boolean isWorkingDay(LocalDate day) {
        var ofYear = holidays.get(day.getYear());
        if (ofYear == null) {
            throw new UnknownHolidaysException(day.getYear());
        }
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !ofYear.contains(day);
    }

    /**
     * This day if it is a working day, otherwise the next that is.
     *
     * @throws UnknownHolidaysException if the calendar lacks a year it takes
     */
    public LocalDate workingDayFrom(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }
}
