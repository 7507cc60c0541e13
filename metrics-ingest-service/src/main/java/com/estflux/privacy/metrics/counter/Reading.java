package com.estflux.privacy.metrics.counter;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;

/**
 * What a host read of a VPS's counters at a moment; some of them, or all.
 *
 * @param vpsId the VPS
 * @param readAt when they were read, whole microseconds
 * @param boot the generation of the boot they count from; not negative; any number that changes with every boot
 * @param figures what they said; not negative
 */
public record Reading(UUID vpsId, Instant readAt, long boot, Map<Counter, Long> figures) {

    /** Largest number a counter may show. */
    public static final long LARGEST = Long.MAX_VALUE;

    /** Copies the map, so that the record cannot change. */
    public Reading {
        Map<Counter, Long> copy = new EnumMap<>(Counter.class);
        copy.putAll(figures);
        figures = Collections.unmodifiableMap(copy);
    }

    /** Whether both say the same of everything both speak of. */
    boolean agreesWith(Reading other) {
        return boot == other.boot
                && figures.entrySet().stream().allMatch(figure -> other.figures
                        .getOrDefault(figure.getKey(), figure.getValue())
                        .equals(figure.getValue()));
    }

    /** Both together. */
    Reading and(Reading other) {
        Map<Counter, Long> all = new EnumMap<>(Counter.class);
        all.putAll(other.figures);
        all.putAll(figures);
        return new Reading(vpsId, readAt, boot, all);
    }
}
