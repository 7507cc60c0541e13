package com.estflux.privacy.platform.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of verifying the audit log. Keep {@code headHash} elsewhere: a later verification that no longer reaches
 * it shows that the end of the log was cut off.
 *
 * @param intact whether every link holds, in the audit log and in every chain of records
 * @param verifiedEntries how many entries were verified, from the first
 * @param headHash the hash of the last verified entry
 * @param firstBrokenPosition position of the first link that does not hold, null if all do
 * @param unsealedEntries entries written but not yet linked, normally those of the last second
 * @param recordChains records of the service that are chained themselves
 */
public record AuditVerification(
        boolean intact,
        long verifiedEntries,
        String headHash,
        @Nullable Long firstBrokenPosition,
        long unsealedEntries,
        List<ChainVerification> recordChains) {

    /** Copies the list, so that the record cannot change. */
    public AuditVerification {
        recordChains = List.copyOf(recordChains);
    }
}
