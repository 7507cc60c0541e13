package com.estflux.privacy.platform.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did, or was refused, what. Free of personal data: the subject is stored as a pseudonym, reasons are codes.
 *
 * @param action what, for example {@code consent.withdraw}
 * @param actor who: {@code staff:…}, {@code client:…}, a customer's pseudonym, {@code anonymous} or {@code system}
 * @param outcome how it ended
 * @param subjectId the data subject concerned, null if none
 * @param objectKind the kind of the object concerned, null if none
 * @param objectId the object concerned, null if none
 * @param reason reason code, null if none
 */
public record AuditEntry(
        String action,
        String actor,
        AuditOutcome outcome,
        @Nullable UUID subjectId,
        @Nullable String objectKind,
        @Nullable String objectId,
        @Nullable String reason) {

    /** The actor of what no request asked for. */
    public static final String SYSTEM = "system";

    /** An entry without object or reason. */
    public static AuditEntry of(String action, String actor, AuditOutcome outcome) {
        return new AuditEntry(action, actor, outcome, null, null, null, null);
    }

    /** The same entry about a data subject. */
    public AuditEntry about(UUID subject) {
        return new AuditEntry(action, actor, outcome, subject, objectKind, objectId, reason);
    }

    /** The same entry with the object concerned. */
    public AuditEntry object(String kind, String id) {
        return new AuditEntry(action, actor, outcome, subjectId, kind, id, reason);
    }

    /** The same entry with a reason code. */
    public AuditEntry because(String reasonCode) {
        return new AuditEntry(action, actor, outcome, subjectId, objectKind, objectId, reasonCode);
    }
}
