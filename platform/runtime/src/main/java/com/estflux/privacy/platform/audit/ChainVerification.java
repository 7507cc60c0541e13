package com.estflux.privacy.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * The result of verifying a chain of records.
 *
 * @param chain which records
 * @param intact whether every link holds
 * @param verifiedRecords how many were verified
 * @param firstBroken id of the first record that does not hold, null if all do
 * @param reason what is wrong with it, a stable code; null if nothing
 */
public record ChainVerification(
        String chain,
        boolean intact,
        long verifiedRecords,
        @Nullable String firstBroken,
        @Nullable String reason) {

    /** Every link holds. */
    public static ChainVerification intact(String chain, long verifiedRecords) {
        return new ChainVerification(chain, true, verifiedRecords, null, null);
    }

    /** A link does not hold. */
    public static ChainVerification broken(String chain, long verifiedRecords, String record, String reason) {
        return new ChainVerification(chain, false, verifiedRecords, record, reason);
    }
}
