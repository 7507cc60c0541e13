package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision to record.
 *
 * @param subjectId whose
 * @param purpose about which purpose
 * @param request what was decided
 * @param actor who says so, as the audit log names them
 * @param precondition what the caller believes the current state to be
 * @param legalBasis what the purpose must rest on: consent, or the statistics a visitor can opt out of
 * @param once recognises a repetition; null if the request had no key
 * @param occasion what gave rise to it
 */
record Asked(
        UUID subjectId,
        String purpose,
        ConsentRequest request,
        String actor,
        Precondition precondition,
        String legalBasis,
        @Nullable Once once,
        Occasion occasion) {

    /** A decision made now. */
    Asked(
            UUID subjectId,
            String purpose,
            ConsentRequest request,
            String actor,
            Precondition precondition,
            String legalBasis,
            @Nullable Once once) {
        this(subjectId, purpose, request, actor, precondition, legalBasis, once, Occasion.NOW);
    }

    /** The state it leads to. */
    ConsentState state() {
        return occasion.lapse() ? ConsentState.EXPIRED : request.decision().state();
    }

    /**
     * What gave rise to a record.
     *
     * @param madeAt when a decision that is imported was made; null if it is made now
     * @param lapse whether a consent's time has run out, and nobody decided anything
     */
    record Occasion(@Nullable Instant madeAt, boolean lapse) {

        static final Occasion NOW = new Occasion(null, false);
        static final Occasion LAPSE = new Occasion(null, true);
    }

    /** The basis of purposes that can be consented to. */
    static final String CONSENT = "consent";

    /** The basis of purposes that can be opted out of (PF-8.2). */
    static final String STATISTICS = "anonymised-statistics";

    /**
     * An {@code Idempotency-Key}, as a keyed hash, with one of the request it belongs to.
     *
     * @param key of caller, operation and key
     * @param digest of the request
     */
    record Once(String key, String digest) {}
}
