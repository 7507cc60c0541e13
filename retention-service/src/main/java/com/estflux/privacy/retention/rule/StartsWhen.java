package com.estflux.privacy.retention.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What starts a clock. */
public enum StartsWhen {
    /** The data was collected. */
    @JsonProperty("collected")
    COLLECTED,
    /** The document was recorded in the accounts. */
    @JsonProperty("recorded")
    RECORDED,
    /** What the data belongs to ended: the account, the ticket, the case. */
    @JsonProperty("closed")
    CLOSED
}
