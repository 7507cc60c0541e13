package com.estflux.privacy.contracts.billing;

import com.estflux.privacy.contracts.EventData;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A refund was issued for an invoice.
 *
 * @param refundId the refund
 * @param invoiceId the invoice
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param recordedOn the accounting date, Europe/Tallinn
 */
public record RefundIssued(UUID refundId, UUID invoiceId, UUID subjectId, LocalDate recordedOn) implements EventData {}
