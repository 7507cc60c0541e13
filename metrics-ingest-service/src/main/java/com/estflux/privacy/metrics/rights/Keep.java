package com.estflux.privacy.metrics.rights;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import java.util.List;
import java.util.Optional;

/** What an erasure lets stay of a category. */
final class Keep {

    private Keep() {}

    /** The instruction for this category, if there is one. */
    static Optional<CategoryInstruction> of(List<CategoryInstruction> instructions, DataCategory category) {
        return instructions.stream()
                .filter(one -> one.category().equals(category))
                .findFirst();
    }

    /** The records that stay, of those held. */
    static List<String> records(Optional<CategoryInstruction> instruction, List<String> held) {
        return instruction.map(one -> held.stream().filter(one.kept()).toList()).orElse(List.of());
    }
}
