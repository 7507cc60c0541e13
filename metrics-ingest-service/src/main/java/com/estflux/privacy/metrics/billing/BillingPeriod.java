package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.metrics.usage.Bandwidth;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A closed billing period, and what was adjusted since. What is invoiced of a line is its amounts and the differences of
 * every adjustment to it, added.
 *
 * @param periodId the period; the invoice names it
 * @param subjectId the customer; left out once the person is forgotten
 * @param month the calendar month in Tallinn
 * @param from its start, inclusive
 * @param to its end, exclusive
 * @param storedBefore what was stored later is not in it
 * @param meterVersion by which rules it was metered
 * @param sha256 of the statement's bytes
 * @param keptUntil the last day it is kept (PF-6.2)
 * @param lines one for each VPS; those added later come last
 * @param adjustments what came after, in their order
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BillingPeriod(
        UUID periodId,
        @Nullable UUID subjectId,

        @Schema(implementation = String.class, example = "2026-11")
        YearMonth month,

        Instant from,
        Instant to,
        Instant storedBefore,
        String meterVersion,
        String sha256,
        LocalDate keptUntil,
        List<BilledLine> lines,
        List<Adjustment> adjustments) {

    /** Copies the lists, so that the record cannot change. */
    BillingPeriod {
        lines = List.copyOf(lines);
        adjustments = List.copyOf(adjustments);
    }

    /**
     * What one VPS used.
     *
     * @param line its number in the statement
     * @param vpsId the VPS; left out once the person is forgotten
     * @param expectedSlots five-minute slots of the period
     * @param amounts what was frozen
     * @param addedAt when it was added, because its VPS was named after the period was closed: then it is of nothing, is not
     *     in the statement, and all of its usage is in adjustments; left out of every other
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BilledLine(
            int line,
            @Nullable UUID vpsId,
            int expectedSlots,
            Amounts amounts,
            @Nullable Instant addedAt) {

        /** A line that was closed with its period. */
        BilledLine(int line, @Nullable UUID vpsId, int expectedSlots, Amounts amounts) {
            this(line, vpsId, expectedSlots, amounts, null);
        }

        /** Whether it is in the statement. */
        boolean isClosed() {
            return addedAt == null;
        }

        /** The 95th percentile as rates. */
        @JsonProperty
        Bandwidth bandwidth() {
            return Bandwidth.of(
                    expectedSlots,
                    amounts.get(Amount.RECEIVED_SLOT_BYTES).longValueExact(),
                    amounts.get(Amount.TRANSMITTED_SLOT_BYTES).longValueExact());
        }
    }

    /**
     * A difference to what was closed.
     *
     * @param adjustmentId the adjustment
     * @param line the line it belongs to
     * @param kind whether samples came late, or billing corrected something
     * @param reason a code
     * @param storedBefore what was stored later is not in it
     * @param amounts the differences, negative where less is to be invoiced
     */
    record Adjustment(UUID adjustmentId, int line, Kind kind, String reason, Instant storedBefore, Amounts amounts) {}

    /** Why there is an adjustment. */
    enum Kind {
        /** Samples arrived after closing. */
        LATE_SAMPLES,
        /** Billing corrected something. */
        CORRECTION
    }

    /** The statement this was closed with. */
    Statement statement() {
        return new Statement(
                periodId,
                month,
                storedBefore,
                meterVersion,
                lines.stream()
                        .filter(BilledLine::isClosed)
                        .map(one -> new Statement.Line(one.line(), one.expectedSlots(), one.amounts()))
                        .toList());
    }

    /** The same with the fingerprint of its statement. */
    BillingPeriod sealed() {
        return new BillingPeriod(
                periodId,
                subjectId,
                month,
                from,
                to,
                storedBefore,
                meterVersion,
                statement().sha256(),
                keptUntil,
                lines,
                adjustments);
    }
}
