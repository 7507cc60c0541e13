package com.estflux.privacy.consent.visitor;

import java.time.Instant;
import java.util.Optional;

/**
 * What counts (PF-8.2). A browser's signal is an opt-out unless the visitor explicitly chose otherwise later. What
 * holds for the person a visitor turns out to be is a function of all that was said (ADR 28).
 */
final class VisitorRules {

    private VisitorRules() {}

    /** What holds for a visitor now; empty if nothing is known. */
    static Optional<VisitorChoice> effective(Preference visitor) {
        VisitorChoice choice = visitor.choice();
        Instant signalledAt = visitor.signalledAt();
        Instant chosenAt = visitor.chosenAt();
        if (choice == null || chosenAt == null) {
            return signalledAt == null ? Optional.empty() : Optional.of(VisitorChoice.REFUSED);
        }
        return Optional.of(signalledAt != null && signalledAt.isAfter(chosenAt) ? VisitorChoice.REFUSED : choice);
    }
}
