package com.estflux.privacy.consent.purpose;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A text to show, in one language. Stored exactly as it is given.
 *
 * @param title heading, one line
 * @param body text
 */
record NoticeBody(
        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "\\S|\\S[^\\r\\n]*\\S", message = "one line without blanks around")
        @Schema(examples = "Satisfaction survey")
        String title,

        @NotBlank
        @Size(max = 10_000)
        @Schema(examples = "If you agree, we ask you once a year how satisfied you are. Legal basis: your consent.")
        String body) {}
