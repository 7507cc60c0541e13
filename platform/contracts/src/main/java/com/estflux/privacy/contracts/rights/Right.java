package com.estflux.privacy.contracts.rights;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The rights of a data subject (PF-7). */
public enum Right {
    /** Art. 15. */
    @JsonProperty("access")
    ACCESS,

    /** Art. 16. */
    @JsonProperty("rectification")
    RECTIFICATION,

    /** Art. 17. */
    @JsonProperty("erasure")
    ERASURE,

    /** Art. 18. */
    @JsonProperty("restriction")
    RESTRICTION,

    /** Art. 20. */
    @JsonProperty("portability")
    PORTABILITY,

    /** Art. 21. */
    @JsonProperty("objection")
    OBJECTION,

    /** Withdrawal of consent, Art. 7(3). */
    @JsonProperty("withdrawal")
    WITHDRAWAL
}
