package com.estflux.privacy.dsr.deadline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Public holidays, computed for any year from the rules of a law. The rules of Estonia are data:
 * {@code calendar/estonian-public-holidays.csv}.
 */
public final class HolidayCalendar {

    private static final HolidayCalendar ESTONIA = read("/calendar/estonian-public-holidays.csv");

    private final List<HolidayRule> rules;

    HolidayCalendar(List<HolidayRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The calendar of Estonia. */
    public static HolidayCalendar estonia() {
        return ESTONIA;
    }

    /** The public holidays of a year. */
    public Set<LocalDate> holidays(int year) {
        return rules.stream()
                .map(rule -> rule.in(year))
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether this is neither a Saturday, a Sunday nor a public holiday. */
    public boolean isWorkingDay(LocalDate day) {
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !holidays(day.getYear()).contains(day);
    }

    /** This day if it is a working day, otherwise the next that is. */
    public LocalDate workingDayFrom(LocalDate day) {
        LocalDate candidate = day;
        while (!isWorkingDay(candidate)) {
            candidate = candidate.plusDays(1);
        }
        return candidate;
    }

    static HolidayCalendar parse(List<String> lines) {
        return new HolidayCalendar(lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(HolidayRule::parse)
                .toList());
    }

    private static HolidayCalendar read(String resource) {
        var stream = Objects.requireNonNull(HolidayCalendar.class.getResourceAsStream(resource), resource);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
