package com.estflux.privacy.metrics.usage;

import java.util.Arrays;

/**
 * The 95th percentile bandwidth is billed by: of N slots in ascending order the {@code ceil(0.95·N)}-th, the slots above
 * it dropped. A 30-day month has 8,640 slots of five minutes, of which the top 432 are dropped.
 */
final class Percentile {

    private static final int PERCENT = 95;

    private Percentile() {}

    /** Which of N slots in ascending order it is, counted from one; 0 if there are none. */
    static int rank(int slots) {
        return Math.toIntExact(((long) PERCENT * slots + 99) / 100);
    }

    /** The value of the slot at the rank; 0 if there are none. The array is left as it is. */
    static long of(long[] slots) {
        if (slots.length == 0) {
            return 0;
        }
        long[] ascending = slots.clone();
        Arrays.sort(ascending);
        return ascending[rank(slots.length) - 1];
    }
}
