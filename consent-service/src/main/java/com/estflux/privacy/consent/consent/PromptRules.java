package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.Prompt.Occasion;
import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a person is asked. A refusal is an answer: nobody is asked twice about the same thing, only again after a material
 * change. Who withdrew is not asked at all; they know where to find the switch.
 */
final class PromptRules {

    private PromptRules() {}

    /**
     * Whether to ask, and why.
     *
     * @param consent where the consent stands; null if they were never asked
     * @param materialSince the first version of the notice that says what the current one says
     */
    static Optional<Occasion> occasion(@Nullable Consent consent, int materialSince, Instant now) {
        if (consent == null) {
            return Optional.of(Occasion.NEVER_ASKED);
        }
        if (consent.state() == ConsentState.WITHDRAWN) {
            return Optional.empty();
        }
        if (consent.noticeVersion() < materialSince) {
            return Optional.of(Occasion.NOTICE_CHANGED);
        }
        Instant expiresAt = consent.expiresAt();
        boolean lapsed = consent.state() == ConsentState.EXPIRED
                || (consent.state() == ConsentState.GRANTED && expiresAt != null && !now.isBefore(expiresAt));
        return lapsed ? Optional.of(Occasion.EXPIRED) : Optional.empty();
    }
}
