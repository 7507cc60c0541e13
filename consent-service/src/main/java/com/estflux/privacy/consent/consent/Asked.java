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
 * @param once recognises a repetition; null if the request had no key
 */
record Asked(
        UUID subjectId,
        String purpose,
        ConsentRequest request,
        String actor,
        Precondition precondition,
        @Nullable Once once) {

    /**
     * An {@code Idempotency-Key}, as a keyed hash, with one of the request it belongs to.
     *
     * @param key of caller, operation and key
     * @param digest of the request
     */
    record Once(String key, String digest) {}
}
