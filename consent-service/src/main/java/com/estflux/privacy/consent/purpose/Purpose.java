package com.estflux.privacy.consent.purpose;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A purpose personal data is processed for.
 *
 * @param key stable key
 * @param version version of this registration
 * @param legalBasis Art. 6(1) GDPR, or {@code anonymised-statistics}
 * @param stopsWhen what ends the processing (PF-3/4)
 * @param needsAccount whether it is only for people with an open account
 * @param categories categories of data used
 * @param recipients kinds of recipients (PF-5)
 * @param retentionRule the policy's fact that says how long data is kept
 * @param consentValidFor how long a consent lasts, ISO 8601 period; null if it does not expire or none is asked
 * @param noticeVersion version of the notices to show now
 * @param materialSinceVersion consents to earlier versions no longer count
 * @param notices the texts to show now, one per language
 */
public record Purpose(
        String key,
        int version,
        String legalBasis,
        String stopsWhen,
        boolean needsAccount,
        List<String> categories,
        List<String> recipients,
        String retentionRule,
        @Nullable String consentValidFor,
        int noticeVersion,
        int materialSinceVersion,
        List<Notice> notices) {

    /** Copies the lists, so that the record cannot change. */
    public Purpose {
        categories = List.copyOf(categories);
        recipients = List.copyOf(recipients);
        notices = List.copyOf(notices);
    }
}
