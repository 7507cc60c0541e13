package com.estflux.privacy.metrics.usage;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The 95th percentile of five-minute averages over every slot of a period, in and out separately. A slot without a
 * sample counts as nothing used: what was not metered is not billed.
 *
 * @param expectedSlots the five-minute slots of the period, whether or not a sample fell into them
 * @param rank which of them in ascending order is taken, {@code ceil(0.95·N)}
 * @param droppedSlots how many lie above it
 * @param receivedSlotBytes bytes received in the slot taken
 * @param transmittedSlotBytes bytes transmitted in the slot taken
 * @param receivedBitsPerSecond the former as a rate, bits per second, half up to six decimals
 * @param transmittedBitsPerSecond the latter as a rate, bits per second, half up to six decimals
 * @param billableBitsPerSecond the greater of the two
 */
public record Bandwidth(
        int expectedSlots,
        int rank,
        int droppedSlots,
        long receivedSlotBytes,
        long transmittedSlotBytes,
        BigDecimal receivedBitsPerSecond,
        BigDecimal transmittedBitsPerSecond,
        BigDecimal billableBitsPerSecond) {

    /** Length of a slot, seconds. */
    public static final int SLOT_SECONDS = 300;

    private static final int DECIMALS = 6;

    /** The percentiles of these slots, bytes each. */
    static Bandwidth of(long[] received, long[] transmitted) {
        return of(received.length, Percentile.of(received), Percentile.of(transmitted));
    }

    /** What follows from the bytes of the two slots taken. */
    public static Bandwidth of(int expectedSlots, long receivedSlotBytes, long transmittedSlotBytes) {
        BigDecimal in = rate(receivedSlotBytes);
        BigDecimal out = rate(transmittedSlotBytes);
        int rank = Percentile.rank(expectedSlots);
        return new Bandwidth(
                expectedSlots,
                rank,
                expectedSlots - rank,
                receivedSlotBytes,
                transmittedSlotBytes,
                in,
                out,
                in.max(out));
    }

    private static BigDecimal rate(long slotBytes) {
        return BigDecimal.valueOf(slotBytes)
                .multiply(BigDecimal.valueOf(Byte.SIZE))
                .divide(BigDecimal.valueOf(SLOT_SECONDS), DECIMALS, RoundingMode.HALF_UP);
    }
}
