package com.estflux.privacy.contracts.consent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of an objection to a legitimate-interest purpose (Art. 21). */
public enum ObjectionState {
    /**
     * The subject objected. Whether processing stops at once is the purpose's own rule (PF-3/4): {@code
     * service-improvement} does; {@code security} and {@code fraud-prevention} go on until the objection is upheld, but
     * meanwhile only to protect the rights of others or for legal claims (Art. 18(1)(d) and 18(2)). Ask consent-service's
     * decisions; who cannot ask stops.
     */
    @JsonProperty("raised")
    RAISED,

    /** The objection stands. */
    @JsonProperty("upheld")
    UPHELD,

    /** Compelling legitimate grounds were shown. */
    @JsonProperty("overridden")
    OVERRIDDEN,

    /** The subject took the objection back. */
    @JsonProperty("lifted")
    LIFTED
}
