package com.estflux.privacy.platform.audit;

import org.jspecify.annotations.Nullable;

/**
 * The result of verifying the audit log. Keep {@code headHash} elsewhere: a later verification that no longer reaches
 * it shows that the end of the log was cut off.
 *
 * @param intact whether every link holds
 * @param verifiedEntries how many entries were verified, from the first
 * @param headHash the hash of the last verified entry
 * @param firstBrokenPosition position of the first link that does not hold, null if all do
 * @param unsealedEntries entries written but not yet linked, normally those of the last second
 */
public record AuditVerification(
        boolean intact,
        long verifiedEntries,
        String headHash,
        @Nullable Long firstBrokenPosition,
        long unsealedEntries) {}
