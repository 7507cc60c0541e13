package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.time.TimeBounds;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for: whole windows from a moment to another.
 *
 * @param from start, inclusive
 * @param to end, exclusive
 * @param window what to sum over
 */
record Period(Instant from, Instant to, Window window) {

    /**
     * Reads the query. Without {@code from} it is the current month's start; without {@code to} the end of the month.
     *
     * @throws ProblemException 400 if it is not a period of whole windows
     */
    static Period of(@Nullable String from, @Nullable String to, @Nullable String window, Clock clock) {
        Window length = Window.named(window);
        LocalDate month = Tallinn.today(clock).withDayOfMonth(1);
        Instant start = from == null ? startOf(month) : moment(from);
        Instant end = to == null ? startOf(month.plusMonths(1)) : moment(to);
        if (!start.isBefore(end)) {
            throw invalid("from must be before to");
        }
        if (!length.isBoundary(start) || !length.isBoundary(end)) {
            throw invalid("from and to must be where a window of the asked length begins, in Tallinn");
        }
        if (Duration.between(start, end).toDays() > length.longestDays()) {
            throw invalid("ask for at most " + length.longestDays() + " days in windows of this length");
        }
        return new Period(start, end, length);
    }

    /** First Tallinn date. */
    LocalDate firstDate() {
        return LocalDate.ofInstant(from, Tallinn.ZONE);
    }

    /** The Tallinn date it ends before. */
    LocalDate endDate() {
        return LocalDate.ofInstant(to, Tallinn.ZONE);
    }

    /** The Tallinn date of its last moment. */
    LocalDate lastDate() {
        return LocalDate.ofInstant(to.minusNanos(1), Tallinn.ZONE);
    }

    /** How many Tallinn dates it touches. */
    long days() {
        return ChronoUnit.DAYS.between(firstDate(), lastDate()) + 1;
    }

    private static Instant moment(String text) {
        try {
            return text.contains("T") ? TimeBounds.instant(text) : startOf(TimeBounds.date(text));
        } catch (DateTimeException e) {
            throw invalid("pass a date such as 2026-11-24, meaning its start in Tallinn, or a UTC time");
        }
    }

    private static Instant startOf(LocalDate date) {
        return date.atStartOfDay(Tallinn.ZONE).toInstant();
    }

    private static ProblemException invalid(String detail) {
        return Problems.badRequest("invalid-period", "Invalid period", detail);
    }
}
