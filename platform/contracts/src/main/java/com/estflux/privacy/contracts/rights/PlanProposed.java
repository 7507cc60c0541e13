package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What retention-service answers. A later revision replaces an earlier one until the plan runs.
 *
 * @param planId the plan
 * @param caseId the case
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param revision grows by one with each proposal of the same plan
 * @param items one per category
 * @param digest SHA-256 over the items, hexadecimal
 * @param proposedAt when, UTC
 */
public record PlanProposed(
        UUID planId, UUID caseId, UUID subjectId, int revision, List<PlanItem> items, String digest, Instant proposedAt)
        implements EventData {
    /** Copies the lists, so that the record cannot change. */
    public PlanProposed {
        items = List.copyOf(items);
    }
}
