package com.estflux.privacy.metrics.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was used in a period. A sample counts in the window that holds its time.
 *
 * @param subjectId the customer, if that was asked for
 * @param vpsId the VPS, if that was asked for
 * @param from start, inclusive
 * @param to end, exclusive
 * @param window what it is summed over
 * @param total everything together
 * @param bandwidth the 95th percentile, if it is no more than a year; of a customer, of all VPS instances added slot
 *     by slot
 * @param windows the windows in which there was something, in their order
 * @param vps the total of each VPS, if a customer was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageView(
        @Nullable UUID subjectId,
        @Nullable UUID vpsId,
        Instant from,
        Instant to,
        String window,
        Figures total,
        @Nullable Bandwidth bandwidth,
        List<WindowUsage> windows,
        @Nullable List<VpsUsage> vps) {

    /** Copies the lists, so that the record cannot change. */
    public UsageView {
        windows = List.copyOf(windows);
        vps = vps == null ? null : List.copyOf(vps);
    }

    /**
     * What was used in one window.
     *
     * @param start its start, inclusive
     * @param end its end, exclusive
     * @param usage the figures
     */
    public record WindowUsage(Instant start, Instant end, Figures usage) {}

    /**
     * What one VPS used.
     *
     * @param vpsId the VPS
     * @param total the figures
     * @param bandwidth the 95th percentile, if it is no more than a year
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VpsUsage(
            UUID vpsId, Figures total, @Nullable Bandwidth bandwidth) {}
}
