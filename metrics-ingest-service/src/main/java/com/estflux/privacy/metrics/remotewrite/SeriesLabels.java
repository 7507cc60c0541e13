package com.estflux.privacy.metrics.remotewrite;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.metrics.counter.Counter;
import com.estflux.privacy.metrics.counter.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The labels of a series that say what it counts; others may name people or projects and are dropped unread. */
final class SeriesLabels {

    private @Nullable Counter counter;
    private @Nullable String vpsId;
    private @Nullable String boot;
    private @Nullable String device;

    void add(String name, String value) {
        switch (name) {
            case "__name__" -> counter = Counter.ofMetric(value);
            case "vps_id" -> vpsId = value;
            case "boot" -> boot = value;
            case "device" -> device = value;
            default -> {}
        }
    }

    /** What it counts, null if it is none of a VPS's counters. */
    @Nullable
    Counter counter() {
        return counter;
    }

    /** The reading a point of the series is. */
    Series series(int number, Counter counted, Point point) {
        UUID vps = CanonicalUuid.parseOrNull(vpsId);
        Long generation = generation();
        Instant time = point.time();
        Long figure = point.scaled(counted.scale());
        if (vps == null) {
            return refused(number, vpsId == null ? "missing-label: vps_id" : "not-a-uuid: vps_id");
        }
        if (generation == null || time == null) {
            return refused(number, time == null ? "not-a-time" : "not-a-whole-number: boot");
        }
        if (figure == null) {
            return refused(number, point.value() < 0 ? "negative-figure" : "out-of-range: value");
        }
        return new Series(
                number, new Reading(vps, time, Reading.deviceOf(device), generation, Map.of(counted, figure)), null);
    }

    private static Series refused(int number, String code) {
        return new Series(number, null, code);
    }

    /** Without one, a reset is only believed where it is plausible; null if it is no boot. */
    private @Nullable Long generation() {
        try {
            long generation = boot == null ? Reading.UNKNOWN_BOOT : Long.parseLong(boot);
            return boot != null && generation < 0 ? null : generation;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
