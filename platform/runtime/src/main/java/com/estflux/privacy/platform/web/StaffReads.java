package com.estflux.privacy.platform.web;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.audit.RequestSubject;
import com.estflux.privacy.platform.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts every read of one person's data by somebody else on record, before it is answered: a read that cannot be recorded
 * is not answered. Whom it is about says the parameter {@code subjectId} of path or query, or whoever checked the access.
 * Machines are left out: what each may ask is their task, and they ask thousands of times a second.
 */
@ApplicationScoped
class StaffReads {

    /** The reason a member of staff gives for looking, as a code. */
    static final String REASON_HEADER = "Data-Use-Reason";

    private static final Pattern REASON = Pattern.compile("[a-z][a-z0-9-]{2,59}");
    private static final String PARAMETER = "subjectId";

    private final AuditLog audit;
    private final Caller caller;

    StaffReads(AuditLog audit, Caller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    /** Records an answered read, unless it is the caller's own data or on record already. */
    Uni<Void> record(ContainerRequestContext request, String operation) {
        if (!request.getMethod().equals("GET") || !caller.isPerson()) {
            return Uni.createFrom().voidItem();
        }
        return subject(request)
                .filter(subject -> !caller.isSelf(subject) && !RequestSubject.isRecorded(subject))
                .map(subject -> audit.recordNow(entry(request, operation).about(subject)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Whom a request is about, if it says. */
    static Optional<UUID> subject(ContainerRequestContext request) {
        var uri = request.getUriInfo();
        return Stream.of(uri.getPathParameters(), uri.getQueryParameters())
                .flatMap(parameters -> Optional.ofNullable(parameters.getFirst(PARAMETER)).stream())
                .flatMap(text -> parsed(text).stream())
                .findFirst()
                .or(RequestSubject::noted);
    }

    private AuditEntry entry(ContainerRequestContext request, String operation) {
        AuditEntry entry =
                AuditEntry.of("subject.read", caller.actor(), AuditOutcome.DONE).object("operation", operation);
        @Nullable String reason = request.getHeaderString(REASON_HEADER);
        return reason != null && REASON.matcher(reason).matches() ? entry.because(reason) : entry;
    }

    private static Optional<UUID> parsed(String text) {
        try {
            return Optional.of(CanonicalUuid.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
