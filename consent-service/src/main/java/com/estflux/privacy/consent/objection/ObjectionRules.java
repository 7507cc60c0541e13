package com.estflux.privacy.consent.objection;

import com.estflux.privacy.contracts.consent.ObjectionState;
import com.estflux.privacy.platform.problem.Problems;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may follow what: a person raises and lifts, the officer upholds or overrides what was raised (Art. 21(1)). */
final class ObjectionRules {

    private static final Map<ObjectionState, Set<ObjectionState>> AFTER = Map.of(
            ObjectionState.RAISED, Set.of(ObjectionState.UPHELD, ObjectionState.OVERRIDDEN, ObjectionState.LIFTED),
            ObjectionState.UPHELD, Set.of(ObjectionState.LIFTED, ObjectionState.OVERRIDDEN),
            ObjectionState.OVERRIDDEN, Set.of(ObjectionState.RAISED, ObjectionState.LIFTED, ObjectionState.UPHELD),
            ObjectionState.LIFTED, Set.of(ObjectionState.RAISED));

    private ObjectionRules() {}

    /** Whether a person says again what stands already: an objection that was raised or upheld, or one that was lifted. */
    static boolean repeats(@Nullable ObjectionState current, ObjectionState next) {
        return switch (next) {
            case RAISED -> current == ObjectionState.RAISED || current == ObjectionState.UPHELD;
            case LIFTED -> current == ObjectionState.LIFTED;
            default -> false;
        };
    }

    /**
     * Requires that a change may follow.
     *
     * @param legalBasis of the purpose; null if there is no such purpose
     * @param current null if there was no objection
     * @throws com.estflux.privacy.platform.problem.ProblemException if it may not
     */
    static void require(@Nullable String legalBasis, @Nullable ObjectionState current, ObjectionState next) {
        if (legalBasis == null) {
            throw Problems.notFound();
        }
        if (!legalBasis.equals("legitimate-interests")) {
            boolean switchable = legalBasis.equals("consent") || legalBasis.equals("anonymised-statistics");
            throw Problems.conflict(
                            "not-objectionable",
                            "The purpose does not rest on legitimate interests",
                            switchable
                                    ? "withdraw instead: PUT /v1/subjects/{subjectId}/consents/{purpose} with decision"
                                            + " withdrawn"
                                    : "objections concern legitimate interests only")
                    .with("legalBasis", legalBasis);
        }
        boolean allowed = current == null
                ? next == ObjectionState.RAISED
                : AFTER.get(current).contains(next);
        if (!allowed) {
            throw Problems.conflict(
                    "objection-state",
                    "The objection is not in a state for this",
                    current == null
                            ? "there is no objection"
                            : "it is " + current.name().toLowerCase(Locale.ROOT));
        }
    }
}
