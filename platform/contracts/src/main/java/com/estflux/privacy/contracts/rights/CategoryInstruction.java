package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a store must treat one category in an erasure.
 *
 * @param category the category
 * @param treatment what to do
 * @param legalBasis why it may be kept, with article; null unless kept
 * @param retainUntil last Tallinn date it is kept; null if nothing is kept or the end depends on an event to come
 * @param records the records kept under RETAIN, all others of the category are erased; none named means that the whole
 *     category is kept
 */
public record CategoryInstruction(
        DataCategory category,
        Treatment treatment,
        @Nullable String legalBasis,
        @Nullable LocalDate retainUntil,
        List<RetainedRecord> records) {
    /** Copies the lists, so that the record cannot change. */
    public CategoryInstruction {
        records = List.copyOf(records);
    }
}
