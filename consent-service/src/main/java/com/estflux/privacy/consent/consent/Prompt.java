package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.purpose.Notice;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Something a person is to be asked.
 *
 * @param purpose the purpose
 * @param reason why they are asked
 * @param notice the text to show; the answer refers to its version
 */
public record Prompt(String purpose, Occasion reason, Notice notice) {

    /** Why a person is asked. */
    public enum Occasion {
        /** They never were. */
        @JsonProperty("never-asked")
        NEVER_ASKED,
        /** Their consent lapsed. */
        @JsonProperty("expired")
        EXPIRED,
        /** The notice changed materially since they answered. */
        @JsonProperty("notice-changed")
        NOTICE_CHANGED
    }
}
