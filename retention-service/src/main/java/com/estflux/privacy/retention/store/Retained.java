package com.estflux.privacy.retention.store;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.retention.clock.RecordClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a receipt says of clocks that outlive an erasure. */
final class Retained {

    private static final String BY_DEFAULT = "GDPR Art. 17(3)(e)";

    private Retained() {}

    static CategoryOutcome of(SubjectErase command, DataCategory category, List<RecordClock> kept, List<String> ids) {
        String basis = command.instruction(category)
                .map(CategoryInstruction::legalBasis)
                .orElse(BY_DEFAULT);
        return new CategoryOutcome(
                category, Outcome.RETAINED, ids.size(), latest(category, kept), basis, RecordDigest.of(ids));
    }

    private static @Nullable LocalDate latest(DataCategory category, List<RecordClock> kept) {
        List<RecordClock> ofCategory =
                kept.stream().filter(clock -> clock.category().equals(category)).toList();
        if (ofCategory.stream().anyMatch(clock -> clock.retainUntil() == null)) {
            return null;
        }
        return ofCategory.stream()
                .map(clock -> Objects.requireNonNull(clock.retainUntil()))
                .max(LocalDate::compareTo)
                .orElse(null);
    }
}
