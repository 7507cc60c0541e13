package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What became of an imported decision.
 *
 * @param duplicate whether the very same was on record already
 * @param problem why it was refused; null if it was not
 */
public record ImportOutcome(boolean duplicate, @Nullable ProblemException problem) {}
