package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
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

    /** Why a line is refused that could be sent again. */
    static final String QUARANTINE_FULL = "quarantine-full";

    private static final int LISTED = 1_000;

    /** Copies the list, so that the record cannot change. */
    public IngestReceipt {
        refused = List.copyOf(refused.size() > LISTED ? refused.subList(0, LISTED) : refused);
    }

    private static final ProblemType NOTHING = new ProblemType("nothing-taken-in", 422, "Every line was refused");
    private static final ProblemType FULL =
            new ProblemType("temporarily-too-much", 503, "There is no room for what waits for its VPS to be named");

    /**
     * This, as long as anything of the request was taken in.
     *
     * @throws ProblemException 422 if every line was refused, 503 if all that is wrong is that there was no room; both say
     *     what this says
     */
    IngestReceipt orNothingTakenIn() {
        if (refusedCount == 0 || stored + duplicates + quarantined + dropped > 0) {
            return this;
        }
        boolean full = refused.stream().allMatch(line -> line.reason().equals(QUARANTINE_FULL));
        throw new ProblemException(full ? FULL : NOTHING, full ? "send it again later" : "see refused")
                .with("stored", stored)
                .with("duplicates", duplicates)
                .with("quarantined", quarantined)
                .with("dropped", dropped)
                .with("refused", refused)
                .with("refusedCount", refusedCount);
    }

    /**
     * A line that was not taken in.
     *
     * @param line the line or element, from 1
     * @param reason a stable code, with the field's name where one is to blame
     */
    public record RefusedLine(int line, String reason) {}
}
