package com.estflux.privacy.contracts.consent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of an objection to a legitimate-interest purpose (Art. 21). */
public enum ObjectionState {
    /** The subject objected; processing stops meanwhile. */
    @JsonProperty("raised")
    RAISED,

    /** The objection stands. */
    @JsonProperty("upheld")
    UPHELD,

    /** Compelling legitimate grounds were shown. */
    @JsonProperty("overridden")
    OVERRIDDEN,

    /** The subject took the objection back. */
    @JsonProperty("lifted")
    LIFTED
}
