package com.estflux.privacy.contracts.rights;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A store carried a command out: the one final receipt.
 *
 * @param commandId the command answered
 * @param storeId the store answering
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param outcomes what was done, per category
 * @param completedAt when, UTC
 */
public record CommandCompleted(
        UUID commandId, String storeId, UUID subjectId, List<CategoryOutcome> outcomes, Instant completedAt)
        implements Receipt {
    /** Copies the lists, so that the record cannot change. */
    public CommandCompleted {
        outcomes = List.copyOf(outcomes);
    }
}
