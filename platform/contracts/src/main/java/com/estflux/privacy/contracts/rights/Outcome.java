package com.estflux.privacy.contracts.rights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a store did with, or found of, a category of data. */
public enum Outcome {
    /** Deleted. */
    @JsonProperty("erased")
    ERASED,

    /** Made anonymous. */
    @JsonProperty("anonymised")
    ANONYMISED,

    /** Kept, as the plan instructed. */
    @JsonProperty("retained")
    RETAINED,

    /** The store held nothing of it. */
    @JsonProperty("not-found")
    NOT_FOUND,

    /** Answer to a verification: the store still holds it. */
    @JsonProperty("held")
    HELD,

    /** Copied out for the person. */
    @JsonProperty("exported")
    EXPORTED,

    /** Marked so that it is only stored (Art. 18). */
    @JsonProperty("restricted")
    RESTRICTED,

    /** The restriction was lifted. */
    @JsonProperty("unrestricted")
    UNRESTRICTED,

    /** Corrected. */
    @JsonProperty("rectified")
    RECTIFIED
}
