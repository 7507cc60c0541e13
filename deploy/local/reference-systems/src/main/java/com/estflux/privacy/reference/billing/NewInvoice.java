package com.estflux.privacy.reference.billing;

import com.estflux.privacy.reference.http.Fields;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An invoice to record.
 *
 * @param invoiceId the caller's id for it, null for a fresh one
 * @param subjectId the customer, the OIDC {@code sub}
 * @param customerName as the law wants it on the document
 * @param customerAddress as the law wants it on the document
 * @param amountCents what is due
 * @param recordedOn the accounting date, Europe/Tallinn
 * @param usagePeriodId the closed period of metered usage it is for, null if for none
 */
record NewInvoice(
        @Nullable UUID invoiceId,
        UUID subjectId,
        String customerName,
        String customerAddress,
        Long amountCents,
        LocalDate recordedOn,
        @Nullable UUID usagePeriodId) {
    NewInvoice {
        Fields.required(subjectId, "subjectId");
        Fields.text(customerName, "customerName", 200);
        Fields.text(customerAddress, "customerAddress", 1000);
        Fields.cents(amountCents, "amountCents");
        AccountingDates.required(recordedOn);
    }
}
