package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.Treatment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a store says it still holds agrees with what it said it retained, and with what the plan lets it retain.
 * Pure: it knows two receipts and the plan.
 */
final class Verification {

    /** Why the two do not agree. */
    static final String HELD_NOT_RETAINED = "held-not-retained";

    static final String RETAINED_NOT_HELD = "retained-not-held";
    static final String COUNT_DIFFERS = "count-differs";
    static final String DIGEST_DIFFERS = "digest-differs";
    static final String PLAN_DOES_NOT_RETAIN = "plan-does-not-retain";

    private Verification() {}

    /**
     * Compares.
     *
     * @param erased what the store answered to the erasure
     * @param held what it answered to the second question
     * @param retainable categories that may be kept
     * @return category and reason of the first disagreement; empty if they agree
     */
    static Optional<String> disagreement(
            List<CategoryOutcome> erased, List<CategoryOutcome> held, Set<DataCategory> retainable) {
        Map<DataCategory, List<CategoryOutcome>> retainedBy = byCategory(erased, Outcome.RETAINED);
        Map<DataCategory, List<CategoryOutcome>> heldBy = byCategory(held, Outcome.HELD);
        Set<DataCategory> categories = new TreeSet<>(retainedBy.keySet());
        categories.addAll(heldBy.keySet());
        for (DataCategory category : categories) {
            String reason =
                    reason(retainedBy.getOrDefault(category, List.of()), heldBy.getOrDefault(category, List.of()));
            if (reason == null && !retainable.contains(category)) {
                reason = PLAN_DOES_NOT_RETAIN;
            }
            if (reason != null) {
                return Optional.of(category.key() + ":" + reason);
            }
        }
        return Optional.empty();
    }

    /** The categories a plan lets stores keep, be it only what was not known when it was made. */
    static Set<DataCategory> retainable(PlanProposed plan) {
        return plan.items().stream()
                .filter(item -> item.treatment() == Treatment.RETAIN || item.released() != null)
                .map(item -> item.category())
                .collect(Collectors.toSet());
    }

    private static @Nullable String reason(List<CategoryOutcome> retained, List<CategoryOutcome> held) {
        if (retained.isEmpty()) {
            return HELD_NOT_RETAINED;
        }
        if (held.isEmpty()) {
            return RETAINED_NOT_HELD;
        }
        if (total(retained) != total(held)) {
            return COUNT_DIFFERS;
        }
        // Parts kept for different reasons have digests of their own; only equal parts can be compared.
        return retained.size() == held.size() && !digests(retained).equals(digests(held)) ? DIGEST_DIFFERS : null;
    }

    private static Map<DataCategory, List<CategoryOutcome>> byCategory(List<CategoryOutcome> outcomes, Outcome kind) {
        return outcomes.stream()
                .filter(outcome -> outcome.outcome() == kind && outcome.count() > 0)
                .collect(Collectors.groupingBy(CategoryOutcome::category, TreeMap::new, Collectors.toList()));
    }

    private static long total(List<CategoryOutcome> outcomes) {
        return outcomes.stream().mapToLong(CategoryOutcome::count).sum();
    }

    private static List<String> digests(List<CategoryOutcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.count() + ":" + outcome.digest())
                .sorted()
                .toList();
    }
}
