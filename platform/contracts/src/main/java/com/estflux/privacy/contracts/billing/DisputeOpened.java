package com.estflux.privacy.contracts.billing;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The customer or their bank disputes an invoice.
 *
 * @param disputeId the dispute
 * @param invoiceId the invoice
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param recordedOn the accounting date of the disputed document, Europe/Tallinn
 * @param openedAt when, UTC
 */
public record DisputeOpened(UUID disputeId, UUID invoiceId, UUID subjectId, LocalDate recordedOn, Instant openedAt)
        implements EventData {}
