package com.estflux.privacy.metrics.usage;

import java.util.Arrays;

/**
 * The 95th percentile bandwidth is billed by: of N slots in ascending order the {@code ceil(0.95·N)}-th, the slots above
 * it dropped. A 30-day month has 8,640 slots of five minutes, of which the top 432 are dropped.
 */
final class Percentile {

    private static final int PERCENT = 95;
    /** Random values of a year take about 30. */
    private static final int MOST_ROUNDS = 100;

    private Percentile() {}

    /** Which of N slots in ascending order it is, counted from one; 0 if there are none. */
    static int rank(int slots) {
        return Math.toIntExact(((long) PERCENT * slots + 99) / 100);
    }

    /** The value of the slot at the rank; 0 if there are none. The array is left as it is. */
    static long of(long[] slots) {
        return slots.length == 0 ? 0 : select(slots.clone(), rank(slots.length) - 1);
    }

    /**
     * What would stand at an index if the values were sorted. Only the side the index is on is gone through again, which
     * is a tenth of the work of sorting; where the pivots do badly, what is left is sorted.
     */
    private static long select(long[] values, int index) {
        int from = 0;
        int to = values.length - 1;
        for (int round = 0; from < to; round++) {
            if (round == MOST_ROUNDS) {
                Arrays.sort(values, from, to + 1);
                break;
            }
            long pivot = median(values[from], values[(from + to) >>> 1], values[to]);
            int left = from;
            int right = to;
            while (left <= right) {
                while (values[left] < pivot) {
                    left++;
                }
                while (values[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    long swapped = values[left];
                    values[left++] = values[right];
                    values[right--] = swapped;
                }
            }
            if (index <= right) {
                to = right;
            } else if (index >= left) {
                from = left;
            } else {
                break;
            }
        }
        return values[index];
    }

    private static long median(long one, long two, long three) {
        return Math.max(Math.min(one, two), Math.min(Math.max(one, two), three));
    }
}
