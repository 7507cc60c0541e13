package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a store must treat one category in an erasure. {@link #kept} says of each record whether it stays.
 *
 * @param category the category
 * @param treatment what to do
 * @param legalBasis why records may be kept, with article; null if none may
 * @param retainUntil last Tallinn date it is kept; null if nothing is kept or the end depends on an event to come
 * @param records the records kept under RETAIN; unless {@code released} says otherwise all others of the category are
 *     erased, and none named means that the whole category is kept
 * @param released where not null, the only records let go: one named in neither list was not known when this was
 *     decided, as an invoice that was issued meanwhile; it stays under the legal basis, and its retention starts with the
 *     event that announces it
 */
public record CategoryInstruction(
        DataCategory category,
        Treatment treatment,
        @Nullable String legalBasis,
        @Nullable LocalDate retainUntil,
        List<RetainedRecord> records,
        @Nullable List<String> released) {
    /** Copies the lists, so that the record cannot change. */
    public CategoryInstruction {
        records = List.copyOf(records);
        released = released == null ? null : List.copyOf(released);
    }

    /** Tells by its id whether a record of the category stays. */
    public Predicate<String> kept() {
        if (released != null) {
            return Predicate.not(Set.copyOf(released)::contains);
        }
        if (treatment != Treatment.RETAIN) {
            return recordId -> false;
        }
        if (records.isEmpty()) {
            return recordId -> true;
        }
        return records.stream().map(RetainedRecord::recordId).collect(Collectors.toUnmodifiableSet())::contains;
    }
}
