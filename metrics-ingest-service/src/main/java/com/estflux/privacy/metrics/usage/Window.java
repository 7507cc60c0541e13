package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The lengths usage is summed over. Days and months are those of Tallinn. */
public enum Window {
    /** Whole hours. */
    HOUR(32),
    /** Calendar days. */
    DAY(367),
    /** Calendar months. */
    MONTH(3_700);

    private final int longestDays;

    Window(int longestDays) {
        this.longestDays = longestDays;
    }

    /**
     * The window of this name, {@link #DAY} if none is given.
     *
     * @throws ProblemException 400 if there is none
     */
    static Window named(@Nullable String name) {
        if (name == null) {
            return DAY;
        }
        return Stream.of(values())
                .filter(window -> window.label().equals(name))
                .findFirst()
                .orElseThrow(() -> Problems.badRequest(
                        "invalid-window",
                        "Invalid window",
                        "pass one of " + Stream.of(values()).map(Window::label).collect(Collectors.joining(", "))));
    }

    /** The name, as clients write it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a moment is where one window ends and the next begins. */
    boolean isBoundary(Instant moment) {
        ZonedDateTime local = moment.atZone(Tallinn.ZONE);
        return switch (this) {
            case HOUR -> moment.equals(moment.truncatedTo(ChronoUnit.HOURS));
            case DAY -> local.equals(local.toLocalDate().atStartOfDay(Tallinn.ZONE));
            case MONTH -> local.equals(local.toLocalDate().withDayOfMonth(1).atStartOfDay(Tallinn.ZONE));
        };
    }

    /** The end of the window that begins at this moment. */
    Instant end(Instant start) {
        LocalDate date = LocalDate.ofInstant(start, Tallinn.ZONE);
        return switch (this) {
            case HOUR -> start.plus(1, ChronoUnit.HOURS);
            case DAY -> date.plusDays(1).atStartOfDay(Tallinn.ZONE).toInstant();
            case MONTH -> date.plusMonths(1).atStartOfDay(Tallinn.ZONE).toInstant();
        };
    }

    /** Longest period that may be asked for in windows of this length, days. */
    int longestDays() {
        return longestDays;
    }
}
