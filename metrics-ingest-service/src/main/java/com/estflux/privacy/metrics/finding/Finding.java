package com.estflux.privacy.metrics.finding;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Usage that did not reach an invoice as it came, or reached it late.
 *
 * @param kind what it is about, such as a reading of counters, a quarantine, or a VPS named late
 * @param reason a code, such as {@code conflict}, {@code fell}, {@code given-up}
 * @param vpsId the VPS
 * @param reportedAt when it was found
 * @param from the time of the first sample or reading it is about, or the start of the closed period
 * @param to the time of the last, or the end of the period
 * @param samples how many samples or readings; left out where they are in adjustments
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(
        String kind,
        String reason,
        UUID vpsId,
        Instant reportedAt,
        Instant from,
        Instant to,
        @Nullable Long samples) {}
