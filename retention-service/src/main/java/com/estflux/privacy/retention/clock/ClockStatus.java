package com.estflux.privacy.retention.clock;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a clock stands. A clock whose record was disposed of is gone; the disposal is the record of it. */
public enum ClockStatus {
    /** Its end depends on an event to come. */
    @JsonProperty("open")
    OPEN,
    /** It ends on a known date. */
    @JsonProperty("running")
    RUNNING,
    /** Stores have been told to dispose of the record. */
    @JsonProperty("disposing")
    DISPOSING
}
