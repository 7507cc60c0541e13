package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A case moved on.
 *
 * @param caseId the case
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param right the right exercised
 * @param status where it stands now
 * @param dueOn Tallinn date it is due
 * @param changedAt when, UTC
 */
public record CaseChanged(
        UUID caseId, UUID subjectId, Right right, CaseStatus status, LocalDate dueOn, Instant changedAt)
        implements EventData {}
