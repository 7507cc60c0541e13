package com.estflux.privacy.metrics.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of the samples, or readings of counters, of a request. What is stored or quarantined is durable.
 *
 * @param stored samples stored
 * @param duplicates samples that were there before, identical
 * @param quarantined samples of a VPS nobody has named yet; they wait for its assignment for a while
 * @param dropped samples that may not be kept: their VPS was erased
 * @param refused the lines that were not taken in, first 1,000
 * @param refusedCount how many lines were not taken in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IngestReceipt(
        int stored, int duplicates, int quarantined, int dropped, List<RefusedLine> refused, int refusedCount) {

    private static final int LISTED = 1_000;

    /** Copies the list, so that the record cannot change. */
    public IngestReceipt {
        refused = List.copyOf(refused.size() > LISTED ? refused.subList(0, LISTED) : refused);
    }

    /**
     * A line that was not taken in.
     *
     * @param line the line or element, from 1
     * @param reason a stable code, with the field's name where one is to blame
     */
    public record RefusedLine(int line, String reason) {}
}
