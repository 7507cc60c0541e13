package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Samples laid out for {@code COPY}, but for the numbers of their VPS, which only the database knows: what can be done
 * before its turn does not keep it waiting.
 */
final class CopyLayout {

    private static final int MOST_EXPECTED = 5_000;

    private final List<UUID> vpsIds = new ArrayList<>();
    private final Map<LocalDate, CopyRows> months = new TreeMap<>();
    private final VpsHours hours = new VpsHours();
    private final int size;

    private CopyLayout(int size) {
        this.size = size;
    }

    /** Lays out samples that come by VPS and time. */
    static CopyLayout of(List<VpsSampled> samples) {
        CopyLayout layout = new CopyLayout(samples.size());
        int expected = Math.min(samples.size(), MOST_EXPECTED);
        UUID vpsId = null;
        CopyRows rows = new CopyRows(0);
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;
        for (VpsSampled sample : samples) {
            if (!sample.vpsId().equals(vpsId)) {
                vpsId = sample.vpsId();
                layout.vpsIds.add(vpsId);
            }
            Instant at = sample.sampledAt();
            if (at.isBefore(from) || !at.isBefore(to)) {
                LocalDate month = Partitions.month(at);
                rows = layout.months.computeIfAbsent(month, first -> new CopyRows(expected));
                from = Partitions.start(month);
                to = Partitions.start(month.plusMonths(1));
            }
            rows.add(layout.vpsIds.size() - 1, sample);
            layout.hours.add(layout.vpsIds.size() - 1, at);
        }
        return layout;
    }

    /** How many samples. */
    int size() {
        return size;
    }

    /** Their VPS instances; whoever knows their numbers gives them in this order. */
    List<UUID> vpsIds() {
        return vpsIds;
    }

    /** The rows of each month of UTC. */
    Map<LocalDate, CopyRows> months() {
        return months;
    }

    /** The hours that change. */
    VpsHours hours() {
        return hours;
    }
}
