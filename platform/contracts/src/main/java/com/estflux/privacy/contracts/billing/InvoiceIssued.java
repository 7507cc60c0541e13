package com.estflux.privacy.contracts.billing;

import com.estflux.privacy.contracts.EventData;
import java.time.LocalDate;
import java.util.UUID;

/**
 * An invoice was issued. Its retention counts from the financial year it was recorded in (PF-6.2).
 *
 * @param invoiceId the invoice
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param recordedOn the accounting date, Europe/Tallinn
 */
public record InvoiceIssued(UUID invoiceId, UUID subjectId, LocalDate recordedOn) implements EventData {}
