package com.estflux.privacy.consent.visitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of somebody's will about statistics.
 *
 * @param choice what they chose explicitly; null if they never did
 * @param chosenAt when, null if never
 * @param signalledAt when their browser first signalled an opt-out; null if never
 */
record Preference(
        @Nullable VisitorChoice choice,
        @Nullable Instant chosenAt,
        @Nullable Instant signalledAt) {

    /** Nothing is known. */
    static final Preference NONE = new Preference(null, null, null);
}
