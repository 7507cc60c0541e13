package com.estflux.privacy.contracts.usage;

import com.estflux.privacy.contracts.EventData;
import java.math.BigInteger;
import java.time.Instant;
import java.util.UUID;

/**
 * A closed billing period was adjusted: a difference to be added to what was invoiced, negative where it was too much.
 *
 * @param adjustmentId the adjustment, also the record key
 * @param periodId the period
 * @param line the line of its statement
 * @param reason a code, for example {@code late-samples}
 * @param storedBefore what was stored later is not in it, UTC
 * @param samples difference in samples
 * @param cpuMicroseconds difference in CPU time, microseconds
 * @param receivedBytes difference in bytes received
 * @param transmittedBytes difference in bytes transmitted
 */
public record UsagePeriodAdjusted(
        UUID adjustmentId,
        UUID periodId,
        int line,
        String reason,
        Instant storedBefore,
        BigInteger samples,
        BigInteger cpuMicroseconds,
        BigInteger receivedBytes,
        BigInteger transmittedBytes)
        implements EventData {}
