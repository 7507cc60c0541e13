package com.estflux.privacy.dsr.registry;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a store takes part. */
public enum StoreState {
    /** It takes part as it announced itself. */
    @JsonProperty("admitted")
    ADMITTED,

    /** It takes no part until an officer admits it. */
    @JsonProperty("pending")
    PENDING,

    /** It takes part as it was admitted before; what it announced since waits for an officer. */
    @JsonProperty("change-pending")
    CHANGE_PENDING
}
