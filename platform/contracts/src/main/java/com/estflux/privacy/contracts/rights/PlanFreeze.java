package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * dsr-service asks retention-service to freeze a plan before it runs. The answer is {@link PlanFrozen}, or a newer
 * {@link PlanProposed} if the plan would be another one now.
 *
 * @param planId the plan
 * @param caseId the case
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param revision the revision that is to run
 * @param digest its digest
 * @param askedAt when, UTC
 */
public record PlanFreeze(UUID planId, UUID caseId, UUID subjectId, int revision, String digest, Instant askedAt)
        implements EventData {}
