package com.estflux.privacy.dsr.closing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * How an officer ends a request.
 *
 * @param code outcome or reason, lower-case kebab; the person is told it
 * @param note what the officer wants to remember; stored encrypted, shown to nobody by this API, erased with the person
 */
record Completion(
        @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{2,63}") String code,
        @Nullable @Size(max = 4000) String note) {

    /** Without the note. */
    @Override
    public String toString() {
        return "Completion[code=" + code + "]";
    }
}
