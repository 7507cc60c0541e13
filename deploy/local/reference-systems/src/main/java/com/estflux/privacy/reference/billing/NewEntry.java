package com.estflux.privacy.reference.billing;

import com.estflux.privacy.reference.http.Fields;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A payment or a refund to record.
 *
 * @param invoiceId the invoice
 * @param amountCents how much
 * @param recordedOn the accounting date, Europe/Tallinn
 */
record NewEntry(UUID invoiceId, Long amountCents, LocalDate recordedOn) {
    NewEntry {
        Fields.required(invoiceId, "invoiceId");
        Fields.cents(amountCents, "amountCents");
        AccountingDates.required(recordedOn);
    }
}
