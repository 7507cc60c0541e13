package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A data subject request was received.
 *
 * @param caseId the case
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param right the right exercised
 * @param receivedOn Tallinn date of receipt
 * @param dueOn Tallinn date it is due
 * @param openedAt when, UTC
 */
public record CaseOpened(
        UUID caseId, UUID subjectId, Right right, LocalDate receivedOn, LocalDate dueOn, Instant openedAt)
        implements EventData {}
