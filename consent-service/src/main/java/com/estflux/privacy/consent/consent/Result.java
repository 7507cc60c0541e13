package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.problem.ProblemException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one decision of a group ended.
 *
 * @param consent what is on record; null if refused
 * @param problem why it was refused; null if it was not
 */
record Result(@Nullable Consent consent, @Nullable ProblemException problem) {

    /** The consent on record, or the problem thrown. */
    Consent orThrow() {
        if (consent == null) {
            throw Objects.requireNonNull(problem);
        }
        return consent;
    }

    static Result recorded(Consent consent) {
        return new Result(consent, null);
    }

    static Result refused(ProblemException problem) {
        return new Result(null, problem);
    }
}
