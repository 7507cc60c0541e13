package com.estflux.privacy.consent.purpose;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a notice, and what the purpose was while it was current.
 *
 * @param version its version
 * @param material whether people had to be asked again
 * @param publishedAt since when it was shown, UTC
 * @param legalBasis legal basis
 * @param categories categories of data used
 * @param recipients kinds of recipients
 * @param retentionRule the fact of the policy that says how long data is kept
 * @param consentValidFor how long a consent to it lasts, ISO 8601 period; null if it does not expire
 * @param notices its texts, one per language
 */
public record NoticeVersion(
        int version,
        boolean material,
        Instant publishedAt,
        String legalBasis,
        List<String> categories,
        List<String> recipients,
        String retentionRule,
        @Nullable String consentValidFor,
        List<Notice> notices) {

    /** Copies the lists, so that the record cannot change. */
    public NoticeVersion {
        categories = List.copyOf(categories);
        recipients = List.copyOf(recipients);
        notices = List.copyOf(notices);
    }
}
