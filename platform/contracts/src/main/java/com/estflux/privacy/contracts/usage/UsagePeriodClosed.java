package com.estflux.privacy.contracts.usage;

import com.estflux.privacy.contracts.EventData;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A billing period was closed: its usage is frozen and can be invoiced. The lines are fetched by its id.
 *
 * @param periodId the period, which the invoice names, also the record key
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param from first day of the period, Europe/Tallinn
 * @param to the day after its last, Europe/Tallinn
 * @param storedBefore what was stored later is not in it, UTC
 * @param meterVersion by which rules it was metered
 * @param sha256 SHA-256 of the period's statement, lower-case hexadecimal
 * @param lines how many VPS instances it is of
 * @param samples samples of all of them
 * @param cpuMicroseconds CPU time of all of them, microseconds
 * @param receivedBytes bytes received by all of them
 * @param transmittedBytes bytes transmitted by all of them
 */
public record UsagePeriodClosed(
        UUID periodId,
        UUID subjectId,
        LocalDate from,
        LocalDate to,
        Instant storedBefore,
        String meterVersion,
        String sha256,
        int lines,
        BigInteger samples,
        BigInteger cpuMicroseconds,
        BigInteger receivedBytes,
        BigInteger transmittedBytes)
        implements EventData {}
