package com.estflux.privacy.metrics.sample;

import java.time.Instant;
import java.util.Arrays;

/** The hours of VPS instances that samples belong to, each once where the samples come by VPS and time. */
final class VpsHours {

    private static final long SECONDS = 3_600;

    private final int[] numbers;
    private final long[] hours;
    private int size;

    /** Room for so many. */
    VpsHours(int most) {
        numbers = new int[most];
        hours = new long[most];
    }

    void add(int number, Instant sampledAt) {
        long hour = Math.floorDiv(sampledAt.getEpochSecond(), SECONDS);
        if (size == 0 || numbers[size - 1] != number || hours[size - 1] != hour) {
            numbers[size] = number;
            hours[size++] = hour;
        }
    }

    /** The numbers of the VPS instances. */
    int[] numbers() {
        return Arrays.copyOf(numbers, size);
    }

    /** Their hours, counted from 1970. */
    long[] hours() {
        return Arrays.copyOf(hours, size);
    }
}
