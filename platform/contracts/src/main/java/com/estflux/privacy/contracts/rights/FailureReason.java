package com.estflux.privacy.contracts.rights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a store could not carry a command out. */
public enum FailureReason {
    /** The store does not offer this right. */
    @JsonProperty("unsupported")
    UNSUPPORTED,

    /** An instruction names a category the store does not know. */
    @JsonProperty("unknown-category")
    UNKNOWN_CATEGORY,

    /** A legal hold arrived meanwhile. */
    @JsonProperty("held-by-law")
    HELD_BY_LAW,

    /** The store failed; the operator of the store has the details. */
    @JsonProperty("internal")
    INTERNAL
}
