package com.estflux.privacy.metrics.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What was used. Sums are exact; averages follow from them.
 *
 * @param samples how many samples it is made of
 * @param coveredSeconds the sum of their intervals
 * @param cpuMicroseconds CPU time, microseconds
 * @param memoryByteSamples sum of the samples' memory in use, bytes
 * @param memoryBytesMax most memory in use, bytes
 * @param diskReadBytes bytes read from disk
 * @param diskWrittenBytes bytes written to disk
 * @param diskReadOperations read operations
 * @param diskWriteOperations write operations
 * @param receivedBytes bytes received
 * @param transmittedBytes bytes transmitted
 * @param cpuMicrosecondsPerSecondMax most CPU time in a second, average of one interval, rounded down
 * @param receivedBytesPerSecondMax most bytes received in a second, average of one interval, rounded down
 * @param transmittedBytesPerSecondMax most bytes transmitted in a second, average of one interval, rounded down
 */
public record Figures(
        long samples,
        BigInteger coveredSeconds,
        BigInteger cpuMicroseconds,
        BigInteger memoryByteSamples,
        long memoryBytesMax,
        BigInteger diskReadBytes,
        BigInteger diskWrittenBytes,
        BigInteger diskReadOperations,
        BigInteger diskWriteOperations,
        BigInteger receivedBytes,
        BigInteger transmittedBytes,
        long cpuMicrosecondsPerSecondMax,
        long receivedBytesPerSecondMax,
        long transmittedBytesPerSecondMax) {

    /** Nothing used. */
    public static final Figures NONE = new Figures(
            0,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            0,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            0,
            0,
            0);

    private static final int DECIMALS = 6;
    private static final BigDecimal MICROSECONDS = BigDecimal.valueOf(1_000_000);

    /** Both together: sums added, maxima the greater. */
    public Figures plus(Figures other) {
        return new Figures(
                samples + other.samples,
                coveredSeconds.add(other.coveredSeconds),
                cpuMicroseconds.add(other.cpuMicroseconds),
                memoryByteSamples.add(other.memoryByteSamples),
                Math.max(memoryBytesMax, other.memoryBytesMax),
                diskReadBytes.add(other.diskReadBytes),
                diskWrittenBytes.add(other.diskWrittenBytes),
                diskReadOperations.add(other.diskReadOperations),
                diskWriteOperations.add(other.diskWriteOperations),
                receivedBytes.add(other.receivedBytes),
                transmittedBytes.add(other.transmittedBytes),
                Math.max(cpuMicrosecondsPerSecondMax, other.cpuMicrosecondsPerSecondMax),
                Math.max(receivedBytesPerSecondMax, other.receivedBytesPerSecondMax),
                Math.max(transmittedBytesPerSecondMax, other.transmittedBytesPerSecondMax));
    }

    /** CPU cores in use, average over the covered time. */
    @JsonProperty
    public BigDecimal cpuCoresAverage() {
        return perSecond(new BigDecimal(cpuMicroseconds).divide(MICROSECONDS));
    }

    /** Memory in use, average of the samples, bytes. */
    @JsonProperty
    public BigDecimal memoryBytesAverage() {
        return ratio(new BigDecimal(memoryByteSamples), BigDecimal.valueOf(samples));
    }

    /** Bytes received in a second, average over the covered time. */
    @JsonProperty
    public BigDecimal receivedBytesPerSecondAverage() {
        return perSecond(new BigDecimal(receivedBytes));
    }

    /** Bytes transmitted in a second, average over the covered time. */
    @JsonProperty
    public BigDecimal transmittedBytesPerSecondAverage() {
        return perSecond(new BigDecimal(transmittedBytes));
    }

    private BigDecimal perSecond(BigDecimal sum) {
        return ratio(sum, new BigDecimal(coveredSeconds));
    }

    private static BigDecimal ratio(BigDecimal sum, BigDecimal over) {
        return over.signum() == 0 ? BigDecimal.ZERO : sum.divide(over, DECIMALS, RoundingMode.HALF_UP);
    }
}
