package com.estflux.privacy.contracts.retention;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The controller's financial years. Years end on the same day of the year until the controller changes that day; a
 * change begins a new financial year and ends the one before, which makes a short year.
 */
public final class FinancialYears {

    private final NavigableMap<LocalDate, MonthDay> endsFrom;

    /**
     * The financial years.
     *
     * @param usualEnd last day of a financial year
     * @param changes later last days, by the first date of the first year that ends so
     */
    public FinancialYears(MonthDay usualEnd, Map<LocalDate, MonthDay> changes) {
        endsFrom = new TreeMap<>(changes);
        endsFrom.put(LocalDate.MIN, usualEnd);
    }

    /** The last day of the financial year a date lies in. */
    public LocalDate endOf(LocalDate date) {
        LocalDate end = nextEnd(date, endsFrom.floorEntry(date).getValue());
        LocalDate change = endsFrom.higherKey(date);
        return change != null && !change.isAfter(end) ? change.minusDays(1) : end;
    }

    private static LocalDate nextEnd(LocalDate date, MonthDay end) {
        LocalDate thisYear = end.atYear(date.getYear());
        return thisYear.isBefore(date) ? end.atYear(date.getYear() + 1) : thisYear;
    }
}
