package com.estflux.privacy.metrics.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure as InfluxDB 2 tells it, so that its clients log what is wrong.
 *
 * @param code InfluxDB's code
 * @param message what is wrong, and that the rest was stored
 * @param line the first bad line, from 1
 * @param stored samples stored all the same
 * @param refusedCount how many lines were not taken in
 * @param refused the lines that were not taken in, first 1,000
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InfluxAnswer(
        String code,
        String message,
        @Nullable Integer line,
        int stored,
        int refusedCount,
        List<IngestReceipt.RefusedLine> refused) {

    /** Copies the list, so that the record cannot change. */
    public InfluxAnswer {
        refused = List.copyOf(refused);
    }

    /** Some lines were refused. */
    static InfluxAnswer partial(IngestReceipt receipt) {
        IngestReceipt.RefusedLine first = receipt.refused().get(0);
        return new InfluxAnswer(
                "invalid",
                "partial write: " + receipt.refusedCount() + " lines refused, the first is line " + first.line() + ": "
                        + first.reason() + "; the others are stored",
                first.line(),
                receipt.stored(),
                receipt.refusedCount(),
                receipt.refused());
    }
}
