package com.estflux.privacy.consent.visitor;

import java.time.Instant;
import java.util.Optional;

/**
 * What counts (PF-8.2). A browser's signal is an opt-out unless the visitor explicitly chose otherwise later. At login,
 * the most recent explicit choice wins, but a person's refusal never becomes a yes by merging; a signal counts where
 * nobody chose.
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

    /**
     * What a person's choice becomes when a visitor turns out to be them.
     *
     * @param person what the person chose, logged in or in an earlier merge
     * @param visitor what the visitor chose or signalled
     * @return the choice to record, with the time the visitor made it; empty if the person's stands
     */
    static Optional<VisitorChoice> merge(Preference person, Preference visitor) {
        Optional<VisitorChoice> theirs = effective(visitor);
        if (person.choice() == null || person.chosenAt() == null) {
            return theirs;
        }
        return person.choice() == VisitorChoice.GRANTED && chosenAt(visitor).isAfter(person.chosenAt())
                ? theirs
                : Optional.empty();
    }

    /** When the choice that holds was made; a signal has no moment of decision and so never wins by date. */
    private static Instant chosenAt(Preference visitor) {
        boolean explicit = visitor.choice() != null
                && effective(visitor).filter(visitor.choice()::equals).isPresent();
        return explicit && visitor.chosenAt() != null ? visitor.chosenAt() : Instant.MIN;
    }
}
