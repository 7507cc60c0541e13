package com.estflux.privacy.retention.hold;

import com.estflux.privacy.contracts.DataCategory;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold to place. It needs a subject, a category or both; records need their category.
 *
 * @param subjectId whose data it covers; absent for everybody's
 * @param category the category it covers; absent for every category
 * @param recordIds the records it covers; absent or empty for every record
 * @param reason why it is placed, without personal data
 * @param legalBasis on which basis, with article
 * @param reviewOn Tallinn date it must be looked at again
 */
record NewHold(
        @Nullable UUID subjectId,

        @Pattern(regexp = "[a-z][a-z0-9-]{1,63}") @Nullable String category,

        @Size(max = 500) @Nullable List<@NotBlank @Size(max = 100) String> recordIds,

        @NotBlank @Size(max = 1000) String reason,
        @NotBlank @Size(max = 300) String legalBasis,
        @NotNull LocalDate reviewOn) {

    Set<String> records() {
        return recordIds == null ? Set.of() : Set.copyOf(recordIds);
    }

    @Nullable
    DataCategory dataCategory() {
        return category == null ? null : new DataCategory(category);
    }
}
