package com.estflux.privacy.metrics.analytics;

import java.time.LocalDate;
import java.util.List;

/**
 * Anonymous statistics of the sites. No figure is of fewer visitors than the minimum; values that few share are counted
 * as {@code (other)}.
 *
 * @param from first day
 * @param to the day after the last
 * @param minimumGroup fewest visitors a figure describes
 * @param days all views, by day
 * @param pages by page
 * @param referrers by the origin visitors came from
 * @param browsers by browser
 * @param operatingSystems by operating system
 */
record Summary(
        LocalDate from,
        LocalDate to,
        int minimumGroup,
        List<Row> days,
        List<Row> pages,
        List<Row> referrers,
        List<Row> browsers,
        List<Row> operatingSystems) {

    /** Copies the lists, so that the record cannot change. */
    Summary {
        days = List.copyOf(days);
        pages = List.copyOf(pages);
        referrers = List.copyOf(referrers);
        browsers = List.copyOf(browsers);
        operatingSystems = List.copyOf(operatingSystems);
    }

    /**
     * Figures of one value.
     *
     * @param value the value
     * @param visitors visitors of each day, added: nobody is known from one day to the next
     * @param views page views
     * @param seconds time on the pages, seconds
     */
    record Row(String value, long visitors, long views, long seconds) {}
}
