package com.estflux.privacy.contracts.consent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of a consent. */
public enum ConsentState {
    /** The subject agreed. */
    @JsonProperty("granted")
    GRANTED,

    /** The subject was asked and said no. */
    @JsonProperty("refused")
    REFUSED,

    /** The subject took an earlier agreement back (Art. 7(3)). */
    @JsonProperty("withdrawn")
    WITHDRAWN,

    /** An earlier agreement lapsed. */
    @JsonProperty("expired")
    EXPIRED
}
