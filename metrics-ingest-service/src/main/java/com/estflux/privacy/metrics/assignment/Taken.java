package com.estflux.privacy.metrics.assignment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of an assignment that was handed in.
 *
 * @param outcome what
 * @param conflictsWith what it contradicts, if it was refused: an assignment, or the VPS that is another's
 * @param kind how it contradicts it, if it was refused
 */
record Taken(
        Outcome outcome,
        @Nullable UUID conflictsWith,
        @Nullable String kind) {

    /** It was stored. */
    static final Taken STORED = new Taken(Outcome.STORED, null, null);
    /** It was there already. */
    static final Taken KNOWN = new Taken(Outcome.KNOWN, null, null);
    /** Its subject or VPS was erased: it was dropped. */
    static final Taken DROPPED = new Taken(Outcome.DROPPED, null, null);

    /** What can become of it. */
    enum Outcome {
        /** It was stored. */
        STORED,
        /** It was there already. */
        KNOWN,
        /** Its subject or VPS was erased. */
        DROPPED,
        /** It contradicts what is stored. */
        REFUSED
    }

    static Taken refused(UUID conflictsWith, String kind) {
        return new Taken(Outcome.REFUSED, conflictsWith, kind);
    }
}
