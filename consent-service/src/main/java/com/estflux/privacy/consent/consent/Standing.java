package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a subject's consent to a purpose stands.
 *
 * @param revision number of the last change; 0 if there was none
 * @param hash hash of the last record
 * @param decidedAt when the last decision was made; a lapse is none
 * @param state the state; null if there is none, or if it does not matter to what is asked
 * @param imported whether the last decision was imported
 */
record Standing(
        long revision,
        String hash,
        Instant decidedAt,
        @Nullable ConsentState state,
        boolean imported) {

    /** Nobody was ever asked. */
    static final Standing NONE = new Standing(0, "0".repeat(64), Instant.MIN);

    Standing(long revision, String hash, Instant decidedAt) {
        this(revision, hash, decidedAt, null, false);
    }

    /** Whether the person said no here, not in another system. */
    boolean isOwnNo() {
        return !imported && (state == ConsentState.REFUSED || state == ConsentState.WITHDRAWN);
    }

    /** Where it stands after a record. */
    Standing after(ConsentRecord record, String recordHash) {
        boolean lapse = record.state() == ConsentState.EXPIRED;
        return new Standing(
                record.revision(),
                recordHash,
                lapse ? decidedAt : record.decidedAt(),
                record.state(),
                lapse ? imported : record.imported());
    }
}
