package com.estflux.privacy.contracts.rights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to a category of data in an erasure. */
public enum Treatment {
    /** The data is deleted. */
    @JsonProperty("erase")
    ERASE,

    /** Everything that leads to the person is deleted; what is left describes nobody. */
    @JsonProperty("anonymise")
    ANONYMISE,

    /** The data is kept until a date, for a named legal basis, then disposed of. */
    @JsonProperty("retain")
    RETAIN
}
