package com.estflux.privacy.platform.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The times a client may name: of the years 1900 to 9999. What lies beyond is a mistake or worse: the database wraps
 * some of it silently, and sums with the rest overflow.
 */
public final class TimeBounds {

    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant BEYOND = Instant.parse("+10000-01-01T00:00:00Z");

    private TimeBounds() {}

    /** Whether a client may name this moment. */
    public static boolean holds(Instant moment) {
        return !moment.isBefore(EARLIEST) && moment.isBefore(BEYOND);
    }

    /** Whether a client may name this date. */
    public static boolean holds(LocalDate date) {
        return !date.isBefore(FIRST) && !date.isAfter(LAST);
    }

    /**
     * A moment that a client wrote.
     *
     * @throws DateTimeException if it is none, or out of bounds
     */
    public static Instant instant(String text) {
        Instant moment = Instant.parse(text);
        require(holds(moment));
        return moment;
    }

    /**
     * A date that a client wrote.
     *
     * @throws DateTimeException if it is none, or out of bounds
     */
    public static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        require(holds(date));
        return date;
    }

    /**
     * A month that a client wrote.
     *
     * @throws DateTimeException if it is none, or out of bounds
     */
    public static YearMonth month(String text) {
        YearMonth month = YearMonth.parse(text);
        require(holds(month.atDay(1)));
        return month;
    }

    private static void require(boolean within) {
        if (!within) {
            throw new DateTimeException("not of the years 1900 to 9999");
        }
    }
}
