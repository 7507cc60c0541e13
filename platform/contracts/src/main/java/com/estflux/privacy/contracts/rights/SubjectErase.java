package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Erase a data subject (Art. 17), as instructed per category.
 *
 * @param commandId identifies the command however often it is sent
 * @param caseId the case it serves, if any
 * @param subjectId the data subject, the OIDC {@code sub} of the customer
 * @param instructions one per category; a category not named is erased
 * @param stores ids of the stores it is addressed to
 * @param issuedAt when it was first issued, UTC
 */
public record SubjectErase(
        UUID commandId,
        @Nullable UUID caseId,
        UUID subjectId,
        List<CategoryInstruction> instructions,
        List<String> stores,
        Instant issuedAt)
        implements Command {
    /** Copies the lists, so that the record cannot change. */
    public SubjectErase {
        instructions = List.copyOf(instructions);
        stores = List.copyOf(stores);
    }

    /** How to treat a category; empty if it is not named, and then nothing of it stays. */
    public Optional<CategoryInstruction> instruction(DataCategory category) {
        return instructions.stream()
                .filter(instruction -> instruction.category().equals(category))
                .findFirst();
    }

    /** Tells by its id whether a record of a category stays. */
    public Predicate<String> kept(DataCategory category) {
        return instruction(category).map(CategoryInstruction::kept).orElse(recordId -> false);
    }
}
