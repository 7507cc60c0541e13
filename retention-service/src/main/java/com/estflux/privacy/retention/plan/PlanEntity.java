package com.estflux.privacy.retention.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "plan")
class PlanEntity {

    @Id
    UUID planId;

    UUID caseId;

    @Nullable
    UUID subjectId;

    int revision;

    @Enumerated(EnumType.STRING)
    PlanStatus status;

    /** The event as it was published, JSON. */
    @Nullable
    String proposal;

    String digest;

    Instant requestedAt;

    Instant proposedAt;

    void end() {
        status = PlanStatus.ENDED;
        subjectId = null;
        proposal = null;
    }
}
