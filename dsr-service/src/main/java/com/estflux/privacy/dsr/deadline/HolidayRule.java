package com.estflux.privacy.dsr.deadline;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;

/**
 * One public holiday, as the law in force from one year to another has it.
 *
 * @param day which day of a year
 * @param firstYear first year it is a holiday
 * @param lastYear last year it is one
 */
record HolidayRule(Day day, int firstYear, int lastYear) {

    private static final String EASTER = "easter";
    private static final String FIELD = ";";
    private static final int FIELDS = 5;

    /** Which day of a year. */
    @FunctionalInterface
    interface Day {
        LocalDate in(int year);
    }

    /** Reads a line {@code day;first;last;name;source}. */
    static HolidayRule parse(String line) {
        String[] fields = line.split(FIELD, FIELDS);
        if (fields.length != FIELDS || fields[3].isBlank() || fields[4].isBlank()) {
            throw new IllegalArgumentException("a holiday needs day, years, name and source: " + line);
        }
        return new HolidayRule(day(fields[0]), year(fields[1], Integer.MIN_VALUE), year(fields[2], Integer.MAX_VALUE));
    }

    /** Its date in a year; empty if the law does not have it then. */
    Optional<LocalDate> in(int year) {
        return year < firstYear || year > lastYear ? Optional.empty() : Optional.of(day.in(year));
    }

    private static Day day(String text) {
        if (text.startsWith(EASTER)) {
            int offset = Integer.parseInt(text.substring(EASTER.length()));
            return year -> Easter.sunday(year).plusDays(offset);
        }
        MonthDay fixed = MonthDay.parse("--" + text);
        return fixed::atYear;
    }

    private static int year(String text, int otherwise) {
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }
}
