package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows clocks: customers their own, officers and auditors everybody's, which is put on record. */
@ApplicationScoped
class ClockService {

    private final ClockRepository clocks;
    private final SubjectAccess access;
    private final Caller caller;
    private final AuditLog audit;

    ClockService(ClockRepository clocks, SubjectAccess access, Caller caller, AuditLog audit) {
        this.clocks = clocks;
        this.access = access;
        this.caller = caller;
        this.audit = audit;
    }

    @WithTransaction
    Uni<Page<ClockView>> list(ClockRepository.Filter asked, PageRequest page) {
        boolean staff = caller.hasRole(Roles.PRIVACY_OFFICER) || caller.hasRole(Roles.AUDITOR);
        UUID subjectId = staff || asked.subjectId() != null ? asked.subjectId() : caller.subjectId();
        var filter = new ClockRepository.Filter(subjectId, asked.category(), asked.status());
        UUID after = page.after().map(ClockService::cursor).orElse(null);
        int limit = page.limit();
        return (staff ? recordReading(subjectId) : access.require(subjectId))
                .chain(() -> clocks.page(filter, after, limit))
                .map(found -> Page.of(found.stream().map(ClockView::of).toList(), page, last -> last.clockId()
                        .toString()));
    }

    private Uni<Void> recordReading(@Nullable UUID subjectId) {
        AuditEntry reading = AuditEntry.of("clock.read", caller.actor(), AuditOutcome.DONE);
        return audit.record(subjectId == null ? reading : reading.about(subjectId));
    }

    private static UUID cursor(String after) {
        try {
            return CanonicalUuid.parse(after);
        } catch (IllegalArgumentException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
