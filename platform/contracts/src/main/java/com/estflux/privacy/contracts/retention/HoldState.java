package com.estflux.privacy.contracts.retention;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a legal hold binds. */
public enum HoldState {
    /** It binds. */
    @JsonProperty("placed")
    PLACED,

    /** It binds no longer. */
    @JsonProperty("released")
    RELEASED
}
