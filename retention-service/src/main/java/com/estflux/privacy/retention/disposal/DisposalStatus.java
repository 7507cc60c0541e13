package com.estflux.privacy.retention.disposal;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a disposal stands. */
enum DisposalStatus {
    /** Stores have been told. */
    @JsonProperty("issued")
    ISSUED,
    /** Every store has disposed of the records. */
    @JsonProperty("completed")
    COMPLETED,
    /** A store could not; its records come up again in another disposal. */
    @JsonProperty("failed")
    FAILED
}
