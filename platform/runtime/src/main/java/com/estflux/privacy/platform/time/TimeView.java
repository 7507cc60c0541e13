package com.estflux.privacy.platform.time;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What this service thinks of the time.
 *
 * @param blocked whether deletions by date are refused
 * @param blockedSince since when, by the clock that is not trusted
 * @param blockedBecause why: BACKWARDS, DISAGREES or JUMPED
 * @param serviceTime this process's clock, UTC
 * @param databaseTime the database's clock, UTC
 * @param highWater the latest time seen, UTC
 * @param releasedBy who released it last
 * @param releasedAt when, UTC
 * @param releaseReason why
 */
@Schema(name = "TimeGuard")
record TimeView(
        boolean blocked,
        @Nullable Instant blockedSince,
        @Nullable String blockedBecause,
        Instant serviceTime,
        Instant databaseTime,
        Instant highWater,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt,
        @Nullable String releaseReason) {

    static TimeView of(TimeMark mark, Instant now) {
        return new TimeView(
                mark.blockedSince() != null,
                mark.blockedSince(),
                mark.blockedBecause(),
                now,
                mark.database(),
                mark.highWater(),
                mark.releasedBy(),
                mark.releasedAt(),
                mark.releaseReason());
    }
}
