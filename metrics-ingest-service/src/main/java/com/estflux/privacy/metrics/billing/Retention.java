package com.estflux.privacy.metrics.billing;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;

/**
 * How long invoiced totals are kept: like the invoice, for years counted from the end of the financial year in which
 * they were recorded (PF-6.2).
 *
 * @param kept how long after the financial year
 * @param yearEnd the last day of a financial year
 */
record Retention(Period kept, MonthDay yearEnd) {

    /** The last day they are kept, of what was recorded on this Tallinn date. */
    LocalDate keptUntil(LocalDate recordedOn) {
        LocalDate end = yearEnd.atYear(recordedOn.getYear());
        return (end.isBefore(recordedOn) ? yearEnd.atYear(recordedOn.getYear() + 1) : end).plus(kept);
    }
}
