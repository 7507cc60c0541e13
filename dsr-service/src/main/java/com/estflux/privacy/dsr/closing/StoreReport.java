package com.estflux.privacy.dsr.closing;

import com.estflux.privacy.contracts.rights.CategoryOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one store did for a request, by its own receipt and, for an erasure, confirmed by a second question.
 *
 * @param storeId the store
 * @param commandId the command it answered
 * @param completedAt when it was done, UTC
 * @param outcomes what was done, per category
 * @param verifiedAt when it said what it still holds, UTC; null if it was not asked
 */
public record StoreReport(
        String storeId,
        UUID commandId,
        Instant completedAt,
        List<CategoryOutcome> outcomes,
        @Nullable Instant verifiedAt) {

    /** Copies the list, so that the record cannot change. */
    public StoreReport {
        outcomes = List.copyOf(outcomes);
    }
}
