package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * How one decision of a group ended.
 *
 * @param consent what is on record; null if refused
 * @param problem why it was refused; null if it was not
 */
record Result(@Nullable Consent consent, @Nullable ProblemException problem) {

    static Result recorded(Consent consent) {
        return new Result(consent, null);
    }

    static Result refused(ProblemException problem) {
        return new Result(null, problem);
    }
}
