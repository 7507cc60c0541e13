package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * retention-service has frozen a plan: it holds every legal hold placed until then, and no longer changes. A hold placed
 * later is honoured by each store that has not yet done its part.
 *
 * @param planId the plan
 * @param caseId the case
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param revision the revision that is frozen
 * @param digest its digest
 * @param frozenAt when, UTC
 */
public record PlanFrozen(UUID planId, UUID caseId, UUID subjectId, int revision, String digest, Instant frozenAt)
        implements EventData {}
