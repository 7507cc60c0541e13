package com.estflux.privacy.dsr.fanout;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a store is with a command. */
public enum TaskStatus {
    /** Told, not heard of. */
    @JsonProperty("pending")
    PENDING,
    /** The store has durably accepted it. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED,
    /** Done. */
    @JsonProperty("completed")
    COMPLETED,
    /** The store could not do it, or still holds what it should not. */
    @JsonProperty("failed")
    FAILED;

    boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }
}
