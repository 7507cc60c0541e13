package com.estflux.privacy.contracts.usage;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * What one VPS used over one sampling interval. Whole units only, so that sums are exact in any order.
 *
 * @param vpsId the VPS
 * @param sampledAt the end of the interval, UTC
 * @param intervalSeconds length of the interval, seconds, positive
 * @param cpuMicroseconds CPU time used in the interval, microseconds
 * @param memoryUsedBytes memory in use at the end of the interval, bytes
 * @param diskReadBytes bytes read from disk in the interval
 * @param diskWrittenBytes bytes written to disk in the interval
 * @param diskReadOperations read operations in the interval
 * @param diskWriteOperations write operations in the interval
 * @param networkReceivedBytes bytes received in the interval
 * @param networkTransmittedBytes bytes transmitted in the interval
 */
public record VpsSampled(
        UUID vpsId,
        Instant sampledAt,
        long intervalSeconds,
        long cpuMicroseconds,
        long memoryUsedBytes,
        long diskReadBytes,
        long diskWrittenBytes,
        long diskReadOperations,
        long diskWriteOperations,
        long networkReceivedBytes,
        long networkTransmittedBytes)
        implements EventData {}
