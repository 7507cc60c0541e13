package com.estflux.privacy.consent.visitor;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A choice about something optional. */
public enum VisitorChoice {
    /** Go ahead. */
    @JsonProperty("granted")
    GRANTED,
    /** Do not. */
    @JsonProperty("refused")
    REFUSED
}
