package com.estflux.privacy.metrics.anonymity;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.time.TimeBounds;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * Days statistics are asked about.
 *
 * @param start the first, in Tallinn
 * @param end the day after the last, in Tallinn
 */
public record Days(LocalDate start, LocalDate end) {

    /**
     * Reads a query. Without {@code from} it starts 30 days before its end; without {@code to} it ends today.
     *
     * @param longest most that may be asked for
     * @param advice says so
     * @throws ProblemException 400 if it is not such a period
     */
    public static Days of(@Nullable String from, @Nullable String to, Clock clock, Period longest, String advice) {
        LocalDate end = to == null ? Tallinn.today(clock) : date(to);
        LocalDate start = from == null ? end.minusDays(30) : date(from);
        if (!start.isBefore(end) || start.plus(longest).isBefore(end)) {
            throw Problems.badRequest("invalid-period", "Invalid period", advice);
        }
        return new Days(start, end);
    }

    private static LocalDate date(String text) {
        try {
            return TimeBounds.date(text);
        } catch (DateTimeException e) {
            throw Problems.badRequest("invalid-period", "Invalid period", "pass dates such as 2026-11-01");
        }
    }
}
