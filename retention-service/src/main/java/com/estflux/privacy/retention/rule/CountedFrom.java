package com.estflux.privacy.retention.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** From when a period is counted. */
public enum CountedFrom {
    /** From the date the clock started. */
    @JsonProperty("start")
    START,
    /** From the end of the financial year the clock started in (PF-6.2). */
    @JsonProperty("end-of-financial-year")
    END_OF_FINANCIAL_YEAR
}
