package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was recorded elsewhere before.
 *
 * @param subjectId whose
 * @param purpose about which purpose
 * @param decision what was decided; not {@code EXPIRED}
 * @param noticeVersion version of the notice that was shown; may be null for a withdrawal
 * @param language language of the notice
 * @param channel where it was decided
 * @param decidedAt when it was decided
 */
public record ImportedConsent(
        UUID subjectId,
        String purpose,
        ConsentState decision,
        @Nullable Integer noticeVersion,
        String language,
        String channel,
        Instant decidedAt) {}
