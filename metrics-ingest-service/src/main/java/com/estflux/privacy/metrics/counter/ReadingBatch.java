package com.estflux.privacy.metrics.counter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Readings in the one order every writer uses, the parts of one put together.
 *
 * @param readings each VPS, time and device once
 * @param positions of each, where its parts stood in what was handed in
 * @param conflicts positions of those that contradict an earlier one of the batch
 */
record ReadingBatch(List<Reading> readings, List<List<Integer>> positions, List<Integer> conflicts) {

    private static final Comparator<Reading> ORDER =
            Comparator.comparing(Reading::vpsId).thenComparing(Reading::readAt).thenComparingLong(Reading::device);

    /** Copies nothing: it lives as long as one transaction. */
    static ReadingBatch of(List<Reading> handedIn) {
        List<Integer> order = new ArrayList<>(handedIn.size());
        for (int i = 0; i < handedIn.size(); i++) {
            order.add(i);
        }
        // Stable: of several that contradict each other, the first handed in stands.
        order.sort((one, other) -> ORDER.compare(handedIn.get(one), handedIn.get(other)));
        ReadingBatch batch = new ReadingBatch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        order.forEach(position -> batch.add(handedIn.get(position), position));
        return batch;
    }

    private void add(Reading reading, int position) {
        int last = readings.size() - 1;
        if (last < 0 || ORDER.compare(readings.get(last), reading) != 0) {
            readings.add(reading);
            positions.add(new ArrayList<>(List.of(position)));
        } else if (readings.get(last).boot() == reading.boot()) {
            // What does not contradict counts, whatever else stands beside it.
            boolean agrees = readings.get(last).agreesWith(reading);
            readings.set(last, readings.get(last).and(reading));
            (agrees ? positions.get(last) : conflicts).add(position);
        } else {
            conflicts.add(position);
        }
    }
}
