package com.estflux.privacy.consent.consent;

import java.time.Instant;

/**
 * Where a subject's consent to a purpose stands.
 *
 * @param revision number of the last change; 0 if there was none
 * @param hash hash of the last record
 * @param decidedAt when the last decision was made
 */
record Standing(long revision, String hash, Instant decidedAt) {

    /** Nobody was ever asked. */
    static final Standing NONE = new Standing(0, "0".repeat(64), Instant.MIN);
}
