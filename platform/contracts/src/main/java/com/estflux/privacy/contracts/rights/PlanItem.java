package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure will do to one category, and why.
 *
 * @param category the category
 * @param treatment what will be done
 * @param legalBasis why records may be kept, with article; null if none may
 * @param retainUntil last Tallinn date it is kept; null if nothing is kept or the end depends on an event to come
 * @param ruleVersion the retention rule that says so
 * @param explanation for people, free of personal data
 * @param holdId the legal hold that prevails, if any
 * @param records records kept
 * @param released where not null, the only records let go, see {@link CategoryInstruction}
 */
public record PlanItem(
        DataCategory category,
        Treatment treatment,
        @Nullable String legalBasis,
        @Nullable LocalDate retainUntil,
        String ruleVersion,
        String explanation,
        @Nullable UUID holdId,
        List<RetainedRecord> records,
        @Nullable List<String> released) {
    /** Copies the lists, so that the record cannot change. */
    public PlanItem {
        records = List.copyOf(records);
        released = released == null ? null : List.copyOf(released);
    }

    /** What a store is told when the plan is carried out. */
    public CategoryInstruction instruction() {
        return new CategoryInstruction(category, treatment, legalBasis, retainUntil, records, released);
    }
}
