package com.estflux.privacy.retention.rule;

import com.estflux.privacy.contracts.DataCategory;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules as they are on a day.
 *
 * @param inForce the version in force of each category
 * @param byReference every version there has ever been
 */
public record RuleBook(Map<DataCategory, Rule> inForce, Map<String, Rule> byReference) {

    /** Copies the maps, so that the record cannot change. */
    public RuleBook {
        inForce = Map.copyOf(inForce);
        byReference = Map.copyOf(byReference);
    }

    static RuleBook of(Collection<Rule> versions, LocalDate date) {
        Map<DataCategory, Rule> inForce = new TreeMap<>();
        Map<String, Rule> byReference = new TreeMap<>();
        for (Rule rule : versions) {
            byReference.put(rule.reference(), rule);
            if (!rule.effectiveFrom().isAfter(date)) {
                inForce.merge(rule.category(), rule, (one, other) -> one.version() > other.version() ? one : other);
            }
        }
        return new RuleBook(inForce, byReference);
    }

    /** The version in force of a category's rule, null if the category has none yet. */
    public @Nullable Rule of(DataCategory category) {
        return inForce.get(category);
    }
}
