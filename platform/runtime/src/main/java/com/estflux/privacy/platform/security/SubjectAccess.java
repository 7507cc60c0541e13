package com.estflux.privacy.platform.security;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.audit.RefusalLog;
import com.estflux.privacy.platform.audit.RequestSubject;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Whose data a caller may reach: customers their own, others by role. */
@ApplicationScoped
public class SubjectAccess {

    private final Caller caller;
    private final RefusalLog refusals;

    SubjectAccess(Caller caller, RefusalLog refusals) {
        this.caller = caller;
        this.refusals = refusals;
    }

    /**
     * Completes if the caller is this customer, or has one of the other roles. Otherwise it fails with the same 404 as
     * for what does not exist, and the attempt is on record.
     */
    public Uni<Void> require(UUID subjectId, String... otherRoles) {
        RequestSubject.note(subjectId);
        if (caller.hasAnyRole(otherRoles) || caller.isCustomer(subjectId)) {
            return Uni.createFrom().voidItem();
        }
        AuditEntry refusal = AuditEntry.of("subject.access", caller.actor(), AuditOutcome.REFUSED)
                .about(subjectId)
                .because("not-owner");
        return refusals.record(refusal).chain(() -> Uni.createFrom().failure(Problems.notFound()));
    }
}
