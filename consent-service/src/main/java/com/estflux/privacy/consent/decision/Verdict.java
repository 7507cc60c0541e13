package com.estflux.privacy.consent.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A decision before it is addressed to anyone. */
record Verdict(
        boolean allowed,
        Reason reason,
        @Nullable String legalBasis,
        @Nullable UUID evidenceId) {

    static Verdict yes(Reason reason, String legalBasis, @Nullable UUID evidenceId) {
        return new Verdict(true, reason, legalBasis, evidenceId);
    }

    static Verdict no(Reason reason, @Nullable String legalBasis, @Nullable UUID evidenceId) {
        return new Verdict(false, reason, legalBasis, evidenceId);
    }
}
