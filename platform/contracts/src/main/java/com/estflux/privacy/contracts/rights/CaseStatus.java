package com.estflux.privacy.contracts.rights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a case stands. */
public enum CaseStatus {
    /** Received; the clock runs. */
    @JsonProperty("received")
    RECEIVED,

    /** Waits for the person to prove who they are. */
    @JsonProperty("awaiting-identity")
    AWAITING_IDENTITY,

    /** Waits for the plan. */
    @JsonProperty("planning")
    PLANNING,

    /** The plan waits for the officer. */
    @JsonProperty("awaiting-approval")
    AWAITING_APPROVAL,

    /** Stores are carrying it out. */
    @JsonProperty("executing")
    EXECUTING,

    /** Stores are being asked what they still hold. */
    @JsonProperty("verifying")
    VERIFYING,

    /** Done. */
    @JsonProperty("completed")
    COMPLETED,

    /** Refused with reasons. */
    @JsonProperty("refused")
    REFUSED,

    /** Taken back by the person. */
    @JsonProperty("withdrawn")
    WITHDRAWN
}
