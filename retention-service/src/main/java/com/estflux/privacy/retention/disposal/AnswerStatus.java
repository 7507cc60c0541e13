package com.estflux.privacy.retention.disposal;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a store has answered. */
enum AnswerStatus {
    /** Nothing yet. */
    @JsonProperty("pending")
    PENDING,
    /** It is done. */
    @JsonProperty("completed")
    COMPLETED,
    /** It could not be done. */
    @JsonProperty("failed")
    FAILED
}
