package com.estflux.privacy.metrics.analytics;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What the visitor chose in the banner. */
enum VisitorChoice {
    /** Statistics are fine. */
    @JsonProperty("allowed")
    ALLOWED,

    /** No statistics. */
    @JsonProperty("denied")
    DENIED,

    /** Nothing yet. */
    @JsonProperty("undecided")
    UNDECIDED;

    /** What is done with a page view. */
    enum Treatment {
        /** It is counted, and its visitor too. */
        COUNT,
        /** It is counted without its visitor, where it came from, or what it was seen with. */
        MASK,
        /** It is forgotten. */
        DROP
    }

    /**
     * What a choice and the browser's signals come to (PF-8.2): whichever says no wins, and silence is no yes.
     *
     * @param choice in the banner; null is none
     * @param globalPrivacyControl the header {@code Sec-GPC}, null if it is not there
     * @param doNotTrack the header {@code DNT}, null if it is not there
     */
    static Treatment treatment(
            @Nullable VisitorChoice choice, @Nullable String globalPrivacyControl, @Nullable String doNotTrack) {
        if (choice == DENIED || says(globalPrivacyControl) || says(doNotTrack)) {
            return Treatment.DROP;
        }
        return choice == ALLOWED ? Treatment.COUNT : Treatment.MASK;
    }

    private static boolean says(@Nullable String signal) {
        return signal != null && signal.strip().equals("1");
    }
}
