package com.estflux.privacy.consent.consent;

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
 */
record Asked(
        UUID subjectId,
        String purpose,
        ConsentRequest request,
        String actor,
        Precondition precondition,
        String legalBasis,
        @Nullable Once once) {

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
