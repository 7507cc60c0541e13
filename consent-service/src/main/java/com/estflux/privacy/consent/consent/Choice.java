package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What a person decided. */
enum Choice {
    /** They agree. */
    @JsonProperty("granted")
    GRANTED(ConsentState.GRANTED),

    /** They were asked and said no. */
    @JsonProperty("refused")
    REFUSED(ConsentState.REFUSED),

    /** They take an earlier agreement back (Art. 7(3)). */
    @JsonProperty("withdrawn")
    WITHDRAWN(ConsentState.WITHDRAWN);

    private final ConsentState state;

    Choice(ConsentState state) {
        this.state = state;
    }

    ConsentState state() {
        return state;
    }
}
