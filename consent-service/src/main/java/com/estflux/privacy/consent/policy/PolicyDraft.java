package com.estflux.privacy.consent.policy;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Map;

/**
 * A draft of a version.
 *
 * @param material whether customers must be told
 * @param effectiveOn from which Tallinn date it will apply
 * @param texts the text per language
 */
record PolicyDraft(
        @NotNull Boolean material,
        @NotNull LocalDate effectiveOn,

        @NotEmpty @Size(max = 20)
        Map<@Pattern(regexp = "[a-z]{2,3}") String, @NotNull @Size(min = 1, max = 200_000) String> texts) {}
