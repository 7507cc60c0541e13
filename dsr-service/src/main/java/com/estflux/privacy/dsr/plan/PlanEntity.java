package com.estflux.privacy.dsr.plan;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plan of an erasure: asked for, proposed, approved. */
@Entity
@Table(name = "plan")
class PlanEntity {

    @Id
    private UUID requestId;

    private UUID planId;
    private Instant requestedAt;
    private int requestsSent;
    private @Nullable Instant nextRequestAt;
    private @Nullable Integer revision;
    private @Nullable String digest;
    private @Nullable String proposal;
    private @Nullable Instant approvedAt;
    private @Nullable String approvedBy;
    private @Nullable Instant freezingSince;
    private @Nullable Instant frozenAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    PlanEntity() {}

    PlanEntity(UUID requestId, UUID planId, Instant requestedAt, Instant nextRequestAt) {
        this.requestId = requestId;
        this.planId = planId;
        this.requestedAt = requestedAt;
        this.requestsSent = 1;
        this.nextRequestAt = nextRequestAt;
    }

    UUID requestId() {
        return requestId;
    }

    UUID planId() {
        return planId;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    int requestsSent() {
        return requestsSent;
    }

    void askedAgain(Instant next) {
        requestsSent++;
        nextRequestAt = next;
    }

    void askNoMore() {
        nextRequestAt = null;
    }

    @Nullable
    Instant nextRequestAt() {
        return nextRequestAt;
    }

    int revision() {
        return revision == null ? 0 : revision;
    }

    @Nullable
    String digest() {
        return digest;
    }

    @Nullable
    String proposal() {
        return proposal;
    }

    void proposed(int newRevision, String newDigest, String newProposal) {
        revision = newRevision;
        digest = newDigest;
        proposal = newProposal;
        nextRequestAt = null;
        // Whoever approved another revision has not approved this one.
        approvedAt = null;
        approvedBy = null;
        freezingSince = null;
    }

    /** Retention is asked to freeze it from now on. */
    void freezing(Instant at, Instant next) {
        freezingSince = at;
        requestsSent = 1;
        nextRequestAt = next;
    }

    void frozen(Instant at) {
        freezingSince = null;
        frozenAt = at;
        nextRequestAt = null;
    }

    boolean isFreezing() {
        return freezingSince != null;
    }

    @Nullable
    Instant freezingSince() {
        return freezingSince;
    }

    @Nullable
    Instant frozenAt() {
        return frozenAt;
    }

    void approved(String by, Instant at) {
        approvedBy = by;
        approvedAt = at;
    }

    @Nullable
    Instant approvedAt() {
        return approvedAt;
    }

    @Nullable
    String approvedBy() {
        return approvedBy;
    }
}
