package com.estflux.privacy.reference.billing;

import com.estflux.privacy.reference.http.Fields;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A dispute to record.
 *
 * @param invoiceId the invoice
 * @param amountCents how much of it is disputed, null for all
 * @param recordedOn the accounting date of the disputed document, null for the invoice's
 */
record NewDispute(
        UUID invoiceId,
        @Nullable Long amountCents,
        @Nullable LocalDate recordedOn) {
    NewDispute {
        Fields.required(invoiceId, "invoiceId");
        if (amountCents != null) {
            Fields.cents(amountCents, "amountCents");
        }
        AccountingDates.optional(recordedOn);
    }
}
