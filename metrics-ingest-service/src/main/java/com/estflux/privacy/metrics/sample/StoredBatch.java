package com.estflux.privacy.metrics.sample;

import java.util.List;

/**
 * What became of a batch of samples; durable when it is told.
 *
 * @param stored samples stored
 * @param duplicates samples that were there before, identical
 * @param quarantined samples of a VPS no assignment has named yet
 * @param suppressed samples of an erased VPS, dropped
 * @param overflowed samples of unknown VPS instances the quarantine had no room for, dropped
 * @param conflicts positions in the batch of samples that contradict one stored before; that one stands
 */
record StoredBatch(
        int stored, int duplicates, int quarantined, int suppressed, int overflowed, List<Integer> conflicts) {
    /** Copies the list, so that the record cannot change. */
    StoredBatch {
        conflicts = List.copyOf(conflicts);
    }
}
