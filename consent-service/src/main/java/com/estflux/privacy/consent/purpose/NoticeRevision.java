package com.estflux.privacy.consent.purpose;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A new version of a purpose's notice, and with it of the purpose. What is left out stays as it is.
 *
 * @param replaces the version it replaces: the one its author has read
 * @param material whether people must be asked again; using more data or telling more recipients always is
 * @param categories categories of data used from now on; null if unchanged
 * @param recipients kinds of recipients from now on; null if unchanged
 * @param retentionRule the fact of the policy that says how long data is kept; null if unchanged
 * @param consentValidFor how long a consent given from now on lasts; null if unchanged
 * @param texts the notice per language; every language there was
 */
record NoticeRevision(
        @NotNull @Min(1) @Schema(examples = "1") Integer replaces,
        @NotNull @Schema(examples = "false") Boolean material,

        @Nullable @Size(min = 1, max = 20) @Schema(examples = "[\"account\"]")
        List<@NotNull @Pattern(regexp = PurposeRegistration.KEY) String> categories,

        @Nullable @Size(max = 10) @Schema(examples = "[\"support-and-communication\"]")
        List<@NotNull @Pattern(regexp = PurposeRegistration.KEY) String> recipients,

        @Nullable @Size(min = 1, max = 64) @Schema(examples = "PF-6.6")
        String retentionRule,

        @Nullable @Pattern(regexp = PurposeRegistration.PERIOD) @Schema(examples = "P1Y")
        String consentValidFor,

        @NotEmpty @Size(max = 30)
        Map<@NotNull @Pattern(regexp = PurposeRegistration.LANGUAGE) String, @NotNull @Valid NoticeBody> texts) {

    /** Copies the collections, so that the record cannot change; what is missing is for the validation to say. */
    NoticeRevision {
        categories = Copies.of(categories);
        recipients = Copies.of(recipients);
        texts = Copies.of(texts);
    }
}
