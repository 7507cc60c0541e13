package com.estflux.privacy.platform.audit;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import java.util.Optional;
import java.util.UUID;

/**
 * Whom the current HTTP request is about, and whether the audit log knows of it by now; noted where requests are handled,
 * read once they are answered. Outside of a request nothing is noted.
 */
public final class RequestSubject {

    private static final String SUBJECT = "estflux.request-subject";
    private static final String RECORDED = "estflux.request-subject-recorded";

    private RequestSubject() {}

    /** The request is about this person. */
    public static void note(UUID subjectId) {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(SUBJECT, subjectId);
        }
    }

    /** The audit log has an entry about this person that belongs to the request. */
    static void recorded(UUID subjectId) {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(RECORDED, subjectId);
        }
    }

    /** Whom the request is about, if that was noted. */
    public static Optional<UUID> noted() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(SUBJECT) : Optional.empty();
    }

    /** Whether the audit log has an entry about this person that belongs to the request. */
    public static boolean isRecorded(UUID subjectId) {
        return VertxContext.isOnDuplicatedContext()
                && ContextLocals.get(RECORDED).filter(subjectId::equals).isPresent();
    }
}
