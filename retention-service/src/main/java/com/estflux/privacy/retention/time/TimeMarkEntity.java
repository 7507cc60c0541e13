package com.estflux.privacy.retention.time;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "time_mark")
class TimeMarkEntity {

    static final int ONLY = 1;

    @Id
    int id;

    Instant highWater;

    /** How far this process's clock was from the database's when an officer accepted that. */
    long acceptedSkewMs;

    @Nullable
    Instant blockedSince;

    @Nullable
    String blockedBecause;

    @Nullable
    String releasedBy;

    @Nullable
    Instant releasedAt;

    @Nullable
    String releaseReason;
}
