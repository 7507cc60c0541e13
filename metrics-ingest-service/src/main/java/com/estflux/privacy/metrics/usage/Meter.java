package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.platform.time.Tallinn;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Meters samples one by one, in any order: the rules of the roll-ups once more, in plain Java, so that what was invoiced
 * can be computed anew from the samples by other means than those that computed it first.
 */
public final class Meter {

    private final Instant from;
    private final SlotSums slots;
    private Figures figures = Figures.NONE;

    /** A meter of the samples from a moment until another, whole five-minute slots apart. */
    public Meter(Instant from, Instant to) {
        this.from = from;
        this.slots = new SlotSums(from, to);
    }

    /**
     * A sample as it is stored; see {@link com.estflux.privacy.contracts.usage.VpsSampled} for the units.
     *
     * @param sampledAt its time
     * @param intervalSeconds the length of its interval
     * @param cpuMicroseconds CPU time
     * @param memoryUsedBytes memory in use
     * @param diskReadBytes bytes read
     * @param diskWrittenBytes bytes written
     * @param diskReadOperations read operations
     * @param diskWriteOperations write operations
     * @param receivedBytes bytes received
     * @param transmittedBytes bytes transmitted
     */
    public record Sample(
            Instant sampledAt,
            int intervalSeconds,
            long cpuMicroseconds,
            long memoryUsedBytes,
            long diskReadBytes,
            long diskWrittenBytes,
            long diskReadOperations,
            long diskWriteOperations,
            long receivedBytes,
            long transmittedBytes) {}

    /** Meters a sample whose time lies in the period. */
    public void add(Sample sample) {
        figures = figures.plus(new Figures(
                1,
                BigInteger.valueOf(sample.intervalSeconds()),
                BigInteger.valueOf(sample.cpuMicroseconds()),
                BigInteger.valueOf(sample.memoryUsedBytes()),
                sample.memoryUsedBytes(),
                BigInteger.valueOf(sample.diskReadBytes()),
                BigInteger.valueOf(sample.diskWrittenBytes()),
                BigInteger.valueOf(sample.diskReadOperations()),
                BigInteger.valueOf(sample.diskWriteOperations()),
                BigInteger.valueOf(sample.receivedBytes()),
                BigInteger.valueOf(sample.transmittedBytes()),
                sample.cpuMicroseconds() / sample.intervalSeconds(),
                sample.receivedBytes() / sample.intervalSeconds(),
                sample.transmittedBytes() / sample.intervalSeconds()));
        spread(sample);
    }

    /** Evenly over the slots the interval covers within the sample's Tallinn day, the remainder to the last. */
    private void spread(Sample sample) {
        Instant midnight = LocalDate.ofInstant(sample.sampledAt(), Tallinn.ZONE)
                .atStartOfDay(Tallinn.ZONE)
                .toInstant();
        int last = slot(from, sample.sampledAt());
        int ofDay = slot(midnight, sample.sampledAt()) + 1;
        int covered = (sample.intervalSeconds() + Bandwidth.SLOT_SECONDS - 1) / Bandwidth.SLOT_SECONDS;
        int share = Math.min(covered, ofDay);
        for (int slot = last - share + 1; slot < last; slot++) {
            slots.add(slot, sample.receivedBytes() / share, sample.transmittedBytes() / share);
        }
        slots.add(
                last,
                sample.receivedBytes() / share + sample.receivedBytes() % share,
                sample.transmittedBytes() / share + sample.transmittedBytes() % share);
    }

    private static int slot(Instant start, Instant at) {
        return Math.toIntExact(Duration.between(start, at).toSeconds() / Bandwidth.SLOT_SECONDS);
    }

    /** What was used. */
    public Figures figures() {
        return figures;
    }

    /** The 95th percentile. */
    public Bandwidth bandwidth() {
        return slots.bandwidth();
    }
}
