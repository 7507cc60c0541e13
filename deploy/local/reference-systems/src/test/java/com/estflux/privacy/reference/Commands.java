package com.estflux.privacy.reference;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.contracts.rights.Treatment;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Commands of the tests. */
final class Commands {

    static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    static final String BASIS = "Art. 6(1)(c) GDPR";

    private Commands() {}

    static SubjectErase erase(String store, UUID subjectId, CategoryInstruction... instructions) {
        return new SubjectErase(
                UUID.randomUUID(), UUID.randomUUID(), subjectId, List.of(instructions), List.of("dsr", store), NOW);
    }

    static SubjectVerify verify(String store, UUID subjectId) {
        return new SubjectVerify(UUID.randomUUID(), UUID.randomUUID(), subjectId, List.of(store), NOW);
    }

    static CategoryDispose dispose(String store, UUID subjectId, DataCategory category, Object... recordIds) {
        return new CategoryDispose(
                UUID.randomUUID(),
                null,
                subjectId,
                category,
                Stream.of(recordIds).map(Object::toString).toList(),
                "1",
                List.of(store),
                NOW);
    }

    static CategoryInstruction retain(DataCategory category, @Nullable LocalDate until, UUID... recordIds) {
        return new CategoryInstruction(
                category,
                Treatment.RETAIN,
                BASIS,
                until,
                Stream.of(recordIds)
                        .map(id -> new RetainedRecord(id.toString(), until))
                        .toList(),
                null);
    }

    /** Retains records, and lets one go; of others nothing is known. */
    static CategoryInstruction releasing(
            DataCategory category, @Nullable LocalDate until, UUID released, UUID... recordIds) {
        CategoryInstruction retain = retain(category, until, recordIds);
        return new CategoryInstruction(
                category, Treatment.RETAIN, BASIS, until, retain.records(), List.of(released.toString()));
    }
}
