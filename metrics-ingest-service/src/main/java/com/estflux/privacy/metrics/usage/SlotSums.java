package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.platform.time.Tallinn;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** The bytes of each five-minute slot of a period, gathered day by day. */
final class SlotSums {

    /** What PostgreSQL sends before the elements of an array: dimensions, flags, type, length, lower bound. */
    private static final int ARRAY_HEADER = 20;

    private final Instant from;
    private final long[] received;
    private final long[] transmitted;

    SlotSums(Instant from, Instant to) {
        this.from = from;
        int slots = Math.toIntExact(Duration.between(from, to).toSeconds() / Bandwidth.SLOT_SECONDS);
        this.received = new long[slots];
        this.transmitted = new long[slots];
    }

    /** Adds a Tallinn day's slots, as {@code array_send} writes an array of bigint; what lies outside is left out. */
    void add(LocalDate day, ByteBuffer receivedSlots, ByteBuffer transmittedSlots) {
        Instant start = day.atStartOfDay(Tallinn.ZONE).toInstant();
        int offset = Math.toIntExact(Duration.between(from, start).toSeconds() / Bandwidth.SLOT_SECONDS);
        add(received, offset, receivedSlots);
        add(transmitted, offset, transmittedSlots);
    }

    /** Adds to one slot; one outside the period is left out. */
    void add(int slot, long receivedBytes, long transmittedBytes) {
        if (slot >= 0 && slot < received.length) {
            received[slot] = plus(received[slot], receivedBytes);
            transmitted[slot] = plus(transmitted[slot], transmittedBytes);
        }
    }

    /** Adds every slot of another of the same period. */
    void add(SlotSums other) {
        for (int i = 0; i < received.length; i++) {
            received[i] = plus(received[i], other.received[i]);
            transmitted[i] = plus(transmitted[i], other.transmitted[i]);
        }
    }

    Bandwidth bandwidth() {
        return Bandwidth.of(received, transmitted);
    }

    private static void add(long[] sums, int offset, ByteBuffer array) {
        if (array.getInt(0) == 0) {
            return;
        }
        int length = array.getInt(3 * Integer.BYTES);
        int each = Integer.BYTES + Long.BYTES;
        for (int i = Math.max(0, -offset); i < length && offset + i < sums.length; i++) {
            sums[offset + i] = plus(sums[offset + i], array.getLong(ARRAY_HEADER + i * each + Integer.BYTES));
        }
    }

    private static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
