package com.estflux.privacy.retention.plan;

/** Where a plan stands. */
enum PlanStatus {
    /** Proposed; a new revision follows what changes. */
    PROPOSED,
    /** Being carried out: it no longer changes. */
    EXECUTING,
    /** Its case is closed. */
    ENDED
}
