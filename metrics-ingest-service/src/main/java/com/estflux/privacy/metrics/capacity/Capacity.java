package com.estflux.privacy.metrics.capacity;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * What was used by host, plan or region. No figure is of fewer customers than the minimum: smaller groups are counted
 * together as {@code (other)}, and left out where they are too few even so.
 *
 * @param by what it is grouped by
 * @param from first day
 * @param to the day after the last
 * @param minimumGroup fewest customers a figure describes
 * @param groups the groups
 */
record Capacity(String by, LocalDate from, LocalDate to, int minimumGroup, List<Group> groups) {

    /** Copies the list, so that the record cannot change. */
    Capacity {
        groups = List.copyOf(groups);
    }

    /**
     * What one group used.
     *
     * @param value the host, plan or region
     * @param vps how many VPS instances
     * @param coveredSeconds sum of the samples' intervals, seconds
     * @param cpuMicroseconds CPU time, microseconds
     * @param memoryBytesAverage memory in use, average of the samples, bytes
     * @param diskReadBytes bytes read
     * @param diskWrittenBytes bytes written
     * @param receivedBytes bytes received
     * @param transmittedBytes bytes transmitted
     */
    record Group(
            String value,
            long vps,
            BigInteger coveredSeconds,
            BigInteger cpuMicroseconds,
            BigInteger memoryBytesAverage,
            BigInteger diskReadBytes,
            BigInteger diskWrittenBytes,
            BigInteger receivedBytes,
            BigInteger transmittedBytes) {

        /** CPU cores in use by one VPS, average over the covered time. */
        @JsonProperty
        BigDecimal cpuCoresAverage() {
            return coveredSeconds.signum() == 0
                    ? BigDecimal.ZERO
                    : new BigDecimal(cpuMicroseconds)
                            .divide(new BigDecimal(coveredSeconds).movePointRight(6), 6, RoundingMode.HALF_UP);
        }
    }
}
