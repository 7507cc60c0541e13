package com.estflux.privacy.metrics.counter;

import java.util.List;

/**
 * What became of readings; durable when it is told.
 *
 * @param taken readings, or parts of them, that are new
 * @param duplicates readings that said what was known
 * @param quarantined readings of a VPS no assignment has named yet; counted in {@code taken} too
 * @param suppressed readings of an erased VPS, dropped
 * @param conflicts positions of readings that contradict what was there before; that stands
 * @param overflowed positions of readings the quarantine had no room for
 */
public record TakenReadings(
        int taken, int duplicates, int quarantined, int suppressed, List<Integer> conflicts, List<Integer> overflowed) {

    /** Nothing was handed in. */
    public static final TakenReadings NONE = new TakenReadings(0, 0, 0, 0, List.of(), List.of());

    /** Copies the lists, so that the record cannot change. */
    public TakenReadings {
        conflicts = List.copyOf(conflicts);
        overflowed = List.copyOf(overflowed);
    }
}
