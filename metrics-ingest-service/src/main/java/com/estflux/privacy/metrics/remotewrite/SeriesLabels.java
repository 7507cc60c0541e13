package com.estflux.privacy.metrics.remotewrite;

import com.estflux.privacy.metrics.counter.Counter;
import com.estflux.privacy.metrics.counter.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The labels of a series that say what it counts; others may name people or projects and are dropped unread. */
final class SeriesLabels {

    private static final int UUID_LENGTH = 36;

    private @Nullable Counter counter;
    private @Nullable String vpsId;
    private @Nullable String boot;

    void add(String name, String value) {
        switch (name) {
            case "__name__" -> counter = Counter.ofMetric(value);
            case "vps_id" -> vpsId = value;
            case "boot" -> boot = value;
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
        UUID vps = uuid();
        long generation = generation();
        Instant time = point.time();
        Long figure = point.scaled(counted.scale());
        if (vps == null) {
            return refused(number, vpsId == null ? "missing-label: vps_id" : "not-a-uuid: vps_id");
        }
        if (generation < 0 || time == null) {
            return refused(number, time == null ? "not-a-time" : "not-a-whole-number: boot");
        }
        if (figure == null) {
            return refused(number, point.value() < 0 ? "negative-figure" : "out-of-range: value");
        }
        return new Series(number, new Reading(vps, time, generation, Map.of(counted, figure)), null);
    }

    private static Series refused(int number, String code) {
        return new Series(number, null, code);
    }

    private @Nullable UUID uuid() {
        try {
            return vpsId == null || vpsId.length() != UUID_LENGTH ? null : UUID.fromString(vpsId);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Without one, a reset shows by the counter that falls. */
    private long generation() {
        try {
            return boot == null ? 0 : Long.parseLong(boot);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
