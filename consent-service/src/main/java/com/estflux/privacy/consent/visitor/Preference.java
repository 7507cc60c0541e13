package com.estflux.privacy.consent.visitor;

import java.time.Instant;
import java.util.Objects;
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

    /** When what counts came about: the choice, or the signal where it is what counts. */
    Instant decidedAt() {
        boolean signalled = signalledAt != null && (chosenAt == null || signalledAt.isAfter(chosenAt));
        return Objects.requireNonNull(signalled ? signalledAt : chosenAt, "nothing is known");
    }

    /** An explicit choice. */
    static Preference chosen(VisitorChoice choice, Instant at) {
        return new Preference(choice, at, null);
    }
}
