package com.estflux.privacy.contracts.billing;

import com.estflux.privacy.contracts.EventData;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A payment was received for an invoice.
 *
 * @param paymentId the payment
 * @param invoiceId the invoice
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param recordedOn the accounting date, Europe/Tallinn
 */
public record PaymentReceived(UUID paymentId, UUID invoiceId, UUID subjectId, LocalDate recordedOn)
        implements EventData {}
