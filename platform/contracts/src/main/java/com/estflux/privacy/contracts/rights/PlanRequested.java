package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * dsr-service asks retention-service what may be erased and what must stay.
 *
 * @param planId the plan
 * @param caseId the case
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param requestedAt when, UTC
 */
public record PlanRequested(UUID planId, UUID caseId, UUID subjectId, Instant requestedAt) implements EventData {}
