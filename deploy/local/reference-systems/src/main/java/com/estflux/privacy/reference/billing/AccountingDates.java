package com.estflux.privacy.reference.billing;

import com.estflux.privacy.reference.http.Fields;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Which accounting dates are taken: a slip of the keyboard must not decide how long a document is kept. */
final class AccountingDates {

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2099;

    private AccountingDates() {}

    static void required(@Nullable LocalDate recordedOn) {
        Fields.required(recordedOn, "recordedOn");
        optional(recordedOn);
    }

    static void optional(@Nullable LocalDate recordedOn) {
        Fields.require(
                recordedOn == null || (recordedOn.getYear() >= FIRST_YEAR && recordedOn.getYear() <= LAST_YEAR),
                "recordedOn must be from " + FIRST_YEAR + " to " + LAST_YEAR);
    }
}
