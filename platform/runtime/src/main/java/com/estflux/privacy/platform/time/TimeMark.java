package com.estflux.privacy.platform.time;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this service remembers of the time.
 *
 * @param highWater the latest time seen
 * @param acceptedSkew how far this process's clock was from the database's when an officer accepted that
 * @param blockedSince since when deletions are refused; null while they are not
 * @param blockedBecause why
 * @param releasedBy who released it last
 * @param releasedAt when
 * @param releaseReason why
 * @param database the database's time
 */
record TimeMark(
        Instant highWater,
        Duration acceptedSkew,
        @Nullable Instant blockedSince,
        @Nullable String blockedBecause,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt,
        @Nullable String releaseReason,
        Instant database) {

    static TimeMark of(JsonObject row) {
        return new TimeMark(
                instant(row, "high_water").orElseThrow(),
                Duration.ofMillis(row.getLong("accepted_skew_ms")),
                instant(row, "blocked_since").orElse(null),
                row.getString("blocked_because"),
                row.getString("released_by"),
                instant(row, "released_at").orElse(null),
                row.getString("release_reason"),
                instant(row, "database_time").orElseThrow());
    }

    private static Optional<Instant> instant(JsonObject row, String field) {
        return Optional.ofNullable(row.getString(field))
                .map(text -> OffsetDateTime.parse(text).toInstant());
    }
}
