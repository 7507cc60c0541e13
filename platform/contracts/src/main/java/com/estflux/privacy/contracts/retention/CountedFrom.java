package com.estflux.privacy.contracts.retention;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From when a period is counted. */
public enum CountedFrom {
    /** From the date the record's clock started. */
    @JsonProperty("start")
    START,

    /** From the end of the financial year the record's clock started in (PF-6.2). */
    @JsonProperty("end-of-financial-year")
    END_OF_FINANCIAL_YEAR
}
