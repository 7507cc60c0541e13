package com.estflux.privacy.retention.rule;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an erasure request does to a category. */
public enum OnErasure {
    /** It is erased. */
    @JsonProperty("erase")
    ERASE,
    /** Every link to the person is removed. */
    @JsonProperty("anonymise")
    ANONYMISE,
    /** It is kept to the end of its period. */
    @JsonProperty("retain")
    RETAIN,
    /** What belongs to an open matter is kept until it is closed and disposed of then; the rest is erased. */
    @JsonProperty("retain-while-open")
    RETAIN_WHILE_OPEN;

    /** Whether an erasure may leave records of the category in place. */
    public boolean mayKeep() {
        return this == RETAIN || this == RETAIN_WHILE_OPEN;
    }
}
