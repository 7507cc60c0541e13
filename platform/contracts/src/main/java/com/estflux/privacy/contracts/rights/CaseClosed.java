package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.UUID;

/**
 * A case was closed.
 *
 * @param caseId the case
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param right the right exercised
 * @param status how it ended
 * @param closedAt when, UTC
 */
public record CaseClosed(UUID caseId, UUID subjectId, Right right, CaseStatus status, Instant closedAt)
        implements EventData {}
