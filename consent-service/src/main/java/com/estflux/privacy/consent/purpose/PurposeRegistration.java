package com.estflux.privacy.consent.purpose;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A purpose to register, with the first version of its notice.
 *
 * @param key stable key, lower-case kebab
 * @param legalBasis Art. 6(1) GDPR, or {@code anonymised-statistics}; never changes
 * @param stopsWhen what ends the processing; must fit the legal basis
 * @param needsAccount whether it is only for people with an open account
 * @param categories categories of data used
 * @param recipients kinds of recipients, of those the policy names (PF-5.1)
 * @param retentionRule the fact of the policy that says how long data is kept
 * @param consentValidFor how long a consent lasts, ISO 8601 period; null if it does not expire
 * @param sellsData whether personal data is sold: declared, on record, and refused if so (PF-3.1)
 * @param profilesForAdvertising whether people are profiled for advertising: likewise
 * @param texts the notice per language
 */
record PurposeRegistration(
        @NotNull @Pattern(regexp = KEY) @Schema(examples = "satisfaction-survey")
        String key,

        @NotNull
        @Pattern(regexp = "contract|legal-obligation|legitimate-interests|consent|anonymised-statistics")
        @Schema(examples = "consent")
        String legalBasis,

        @NotNull
        @Pattern(regexp = "contract-ends|obligation-ends|objection|upheld-objection|withdrawal|opt-out")
        @Schema(examples = "withdrawal")
        String stopsWhen,

        @NotNull @Schema(examples = "true") Boolean needsAccount,

        @NotEmpty @Size(max = 20) @Schema(examples = "[\"account\"]")
        List<@NotNull @Pattern(regexp = KEY) String> categories,

        @NotNull @Size(max = 10) @Schema(examples = "[\"support-and-communication\"]")
        List<@NotNull @Pattern(regexp = KEY) String> recipients,

        @NotBlank @Size(max = 64) @Schema(examples = "PF-6.6")
        String retentionRule,

        @Pattern(regexp = PERIOD) @Schema(examples = "P1Y") @Nullable
        String consentValidFor,

        @NotNull @Schema(examples = "false") Boolean sellsData,
        @NotNull @Schema(examples = "false") Boolean profilesForAdvertising,

        @NotEmpty @Size(max = 30) Map<@NotNull @Pattern(regexp = LANGUAGE) String, @NotNull @Valid NoticeBody> texts) {

    static final String KEY = "[a-z][a-z0-9-]{1,63}";
    static final String LANGUAGE = "[a-z]{2,3}(-[A-Za-z0-9]{2,8})?";
    static final String PERIOD = "P(?=\\d)(\\d{1,3}Y)?(\\d{1,3}M)?(\\d{1,4}D)?";

    /** Copies the collections, so that the record cannot change; what is missing is for the validation to say. */
    PurposeRegistration {
        categories = Copies.of(categories);
        recipients = Copies.of(recipients);
        texts = Copies.of(texts);
    }
}
