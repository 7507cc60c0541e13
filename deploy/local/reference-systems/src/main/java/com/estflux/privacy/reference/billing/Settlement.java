package com.estflux.privacy.reference.billing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a dispute ends.
 *
 * @param recordedOn the accounting date of the settlement, null for today
 */
record Settlement(@Nullable LocalDate recordedOn) {
    Settlement {
        AccountingDates.optional(recordedOn);
    }
}
