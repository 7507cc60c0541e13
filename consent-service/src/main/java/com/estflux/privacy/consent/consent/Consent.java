package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent, or its opposite, as recorded.
 *
 * @param purpose the purpose
 * @param state what it is
 * @param recordId the record that proves it; also the id of its receipt
 * @param revision counts the changes of this subject and purpose, also the entity tag
 * @param noticeVersion version of the notice shown
 * @param noticeHash hash of the notice shown
 * @param language language of the notice shown
 * @param channel where it was decided
 * @param decidedAt when, UTC
 * @param expiresAt when it lapses, UTC; null if never
 * @param hash hash of the record in its chain
 * @param imported whether another system recorded it first
 */
public record Consent(
        String purpose,
        ConsentState state,
        UUID recordId,
        long revision,
        int noticeVersion,
        String noticeHash,
        String language,
        String channel,
        Instant decidedAt,
        @Nullable Instant expiresAt,
        String hash,
        boolean imported) {

    static Consent of(ConsentRecord record, String hash) {
        return new Consent(
                record.purpose(),
                record.state(),
                record.recordId(),
                record.revision(),
                record.noticeVersion(),
                record.noticeHash(),
                record.language(),
                record.channel(),
                record.decidedAt(),
                record.expiresAt(),
                hash,
                record.imported());
    }
}
