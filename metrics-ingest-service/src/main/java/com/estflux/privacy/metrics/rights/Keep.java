package com.estflux.privacy.metrics.rights;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.Treatment;
import java.util.List;
import java.util.Optional;

/** What an erasure lets stay of a category. */
final class Keep {

    private Keep() {}

    /** The instruction to retain something of this category, if there is one. */
    static Optional<CategoryInstruction> of(List<CategoryInstruction> instructions, DataCategory category) {
        return instructions.stream()
                .filter(one -> one.category().equals(category) && one.treatment() == Treatment.RETAIN)
                .findFirst();
    }

    /** The records that stay, of those held. An instruction to retain that names no records keeps the whole category. */
    static List<String> records(Optional<CategoryInstruction> retained, List<String> held) {
        if (retained.isEmpty()) {
            return List.of();
        }
        List<String> named =
                retained.get().records().stream().map(RetainedRecord::recordId).toList();
        return named.isEmpty() ? held : held.stream().filter(named::contains).toList();
    }
}
