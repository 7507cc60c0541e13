package com.estflux.privacy.consent.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** What the answer to an import is made of. It repeats nothing that was sent: lines are named by their number. */
final class ImportReport {

    private ImportReport() {}

    /**
     * A line that was not taken over.
     *
     * @param line its number, from 1
     * @param error what is wrong, a stable code
     * @param detail what to change; null if the code says it all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(long line, String error, @Nullable String detail) {}

    /**
     * The last line; without it the report is not whole.
     *
     * @param end always true
     * @param dryRun whether nothing was kept
     * @param recorded how many were, or would be, recorded
     * @param duplicates how many were on record already
     * @param refused how many lines were not taken over
     * @param unnamed how many of these the report does not name, because it was not read as it came
     */
    record Summary(boolean end, boolean dryRun, long recorded, long duplicates, long refused, long unnamed) {}
}
