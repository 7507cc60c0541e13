package com.estflux.privacy.contracts.billing;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A dispute was settled.
 *
 * @param disputeId the dispute
 * @param invoiceId the invoice
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param recordedOn the accounting date of the settlement, Europe/Tallinn
 * @param closedAt when, UTC
 */
public record DisputeClosed(UUID disputeId, UUID invoiceId, UUID subjectId, LocalDate recordedOn, Instant closedAt)
        implements EventData {}
