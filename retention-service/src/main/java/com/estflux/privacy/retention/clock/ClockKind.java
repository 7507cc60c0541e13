package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.DataCategory;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;

/** Kinds of records that have a clock. */
public enum ClockKind {
    /** The account of a customer; its record is named by the subject's id. */
    @JsonProperty("account")
    ACCOUNT(DataCategory.ACCOUNT),
    /** An invoice. */
    @JsonProperty("invoice")
    INVOICE(DataCategory.BILLING_RECORD),
    /** A payment for an invoice. */
    @JsonProperty("payment")
    PAYMENT(DataCategory.BILLING_RECORD),
    /** A refund for an invoice. */
    @JsonProperty("refund")
    REFUND(DataCategory.BILLING_RECORD),
    /** A dispute about an invoice. */
    @JsonProperty("dispute")
    DISPUTE(DataCategory.BILLING_RECORD),
    /** A support ticket with its correspondence. */
    @JsonProperty("ticket")
    TICKET(DataCategory.SUPPORT_CORRESPONDENCE),
    /** A data subject's request. */
    @JsonProperty("case")
    CASE(DataCategory.DSR_CASE);

    private final DataCategory category;

    ClockKind(DataCategory category) {
        this.category = category;
    }

    /** Whether records of this category have clocks. */
    public static boolean existsFor(DataCategory category) {
        return Arrays.stream(values()).anyMatch(kind -> kind.category.equals(category));
    }

    /** The category its records belong to. */
    public DataCategory category() {
        return category;
    }
}
