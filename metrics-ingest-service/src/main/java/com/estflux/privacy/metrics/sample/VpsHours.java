package com.estflux.privacy.metrics.sample;

import java.time.Instant;
import java.util.Arrays;

/** The hours of VPS instances that samples belong to, each once where the samples come by VPS and time. */
final class VpsHours {

    private static final long SECONDS = 3_600;

    private int[] places = new int[64];
    private long[] hours = new long[64];
    private int size;

    /** Adds the hour of a sample of the VPS at this place of a list of them. */
    void add(int place, Instant sampledAt) {
        long hour = Math.floorDiv(sampledAt.getEpochSecond(), SECONDS);
        if (size == 0 || places[size - 1] != place || hours[size - 1] != hour) {
            if (size == hours.length) {
                places = Arrays.copyOf(places, 2 * size);
                hours = Arrays.copyOf(hours, 2 * size);
            }
            places[size] = place;
            hours[size++] = hour;
        }
    }

    /** The number of the VPS of each hour, by the numbers at the places of the list. */
    int[] numbers(int[] byPlace) {
        int[] numbers = new int[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = byPlace[places[i]];
        }
        return numbers;
    }

    /** The hours, counted from 1970. */
    long[] hours() {
        return Arrays.copyOf(hours, size);
    }
}
