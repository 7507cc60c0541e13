package com.estflux.privacy.platform.audit;

/** How what is recorded ended. */
public enum AuditOutcome {
    /** It was done. */
    DONE,
    /** It was refused. */
    REFUSED
}
