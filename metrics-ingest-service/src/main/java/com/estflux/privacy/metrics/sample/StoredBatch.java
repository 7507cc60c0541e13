package com.estflux.privacy.metrics.sample;

import java.util.List;

/**
 * What became of a batch of samples; durable when it is told.
 *
 * @param stored samples stored
 * @param duplicates samples that were there before, identical
 * @param quarantined samples of a VPS no assignment has named yet
 * @param suppressed samples of an erased VPS, dropped
 * @param overflowed positions in the batch of samples the quarantine had no room for; they are not stored
 * @param conflicts positions in the batch of samples that contradict one stored before; that one stands
 */
record StoredBatch(
        int stored,
        int duplicates,
        int quarantined,
        int suppressed,
        List<Integer> overflowed,
        List<Integer> conflicts) {

    /** A batch of nothing. */
    static final StoredBatch NOTHING = new StoredBatch(0, 0, 0, 0, List.of(), List.of());

    /** Copies the lists, so that the record cannot change. */
    StoredBatch {
        overflowed = List.copyOf(overflowed);
        conflicts = List.copyOf(conflicts);
    }

    /** This, with more samples that were stored, and that were there before. */
    StoredBatch and(int moreStored, int moreDuplicates) {
        return new StoredBatch(
                stored + moreStored, duplicates + moreDuplicates, quarantined, suppressed, overflowed, conflicts);
    }
}
