package com.estflux.privacy.metrics.assignment;

import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.contracts.usage.IpReleased;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.store.Suppression;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows which VPS is whose, and who held which address when (PF-2.4). */
@ApplicationScoped
public class AssignmentService {

    private final AssignmentRepository assignments;
    private final Suppression suppression;
    private final AuditLog audit;
    private final MeterRegistry meters;

    AssignmentService(AssignmentRepository assignments, Suppression suppression, AuditLog audit, MeterRegistry meters) {
        this.assignments = assignments;
        this.suppression = suppression;
        this.audit = audit;
        this.meters = meters;
    }

    /** The VPS, if an assignment has named it; in a session. */
    public Uni<Optional<Vps>> find(UUID vpsId) {
        return assignments.find(vpsId);
    }

    /** Every VPS of a customer; in a session. */
    public Uni<List<Vps>> ofSubject(UUID subjectId) {
        return assignments.ofSubject(subjectId);
    }

    /** Takes an assignment in, in the current transaction; the VPS's samples leave the quarantine. */
    Uni<Void> assigned(IpAssigned event) {
        return unlessErased(event.subjectId(), event.vpsId(), () -> take(assignment(event)));
    }

    /** Ends an assignment, in the current transaction; one that was never heard of is taken in as ended. */
    Uni<Void> released(IpReleased event) {
        Instant at = micros(event.releasedAt());
        return unlessErased(event.subjectId(), event.vpsId(), () -> assignments
                .release(event.assignmentId(), at)
                .chain(done -> done
                        ? Uni.createFrom().voidItem()
                        : take(new IpAssignment(
                                event.assignmentId(),
                                event.subjectId(),
                                event.vpsId(),
                                event.ipAddress(),
                                micros(event.assignedAt()),
                                at))));
    }

    /** Who held an address, or addresses of a network, at a moment. Every look leaves a trace in the audit log. */
    @WithTransaction
    Uni<List<IpAssignment>> heldAt(String address, Instant at, String caseReference, String actor) {
        AuditEntry look =
                AuditEntry.of("ip-assignment.look-up", actor, AuditOutcome.DONE).object("case", caseReference);
        return assignments.heldAt(address, at).call(found -> record(look, found));
    }

    private Uni<Void> record(AuditEntry look, List<IpAssignment> found) {
        if (found.isEmpty()) {
            return audit.record(look.because("nobody"));
        }
        Uni<Void> recorded = Uni.createFrom().voidItem();
        for (UUID subject :
                found.stream().map(IpAssignment::subjectId).distinct().toList()) {
            recorded = recorded.chain(() -> audit.record(look.about(subject)));
        }
        return recorded;
    }

    private Uni<Void> take(IpAssignment assignment) {
        return assignments.findOrAdd(assignment.vpsId(), assignment.subjectId()).chain(vps -> {
            if (!vps.subjectId().equals(assignment.subjectId())) {
                return refuse(assignment, vps.vpsId(), "VPS_OF_ANOTHER");
            }
            return assignments
                    .add(assignment)
                    .chain(added -> added ? Uni.createFrom().voidItem() : refuseIfContradicted(assignment))
                    .chain(() -> assignments.endQuarantine(vps));
        });
    }

    private Uni<Void> refuseIfContradicted(IpAssignment assignment) {
        return assignments
                .holder(assignment)
                .chain(holder -> holder.isEmpty() || holder.get().equals(assignment.assignmentId())
                        ? Uni.createFrom().voidItem()
                        : refuse(assignment, holder.get(), "ADDRESS_HELD"));
    }

    private Uni<Void> refuse(IpAssignment assignment, UUID conflictsWith, String kind) {
        meters.counter("ip.assignments.refused", "kind", kind).increment();
        return assignments.reportConflict(assignment, conflictsWith, kind);
    }

    private Uni<Void> unlessErased(UUID subjectId, UUID vpsId, Supplier<Uni<Void>> work) {
        return suppression.among(List.of(subjectId, vpsId)).chain(erased -> {
            if (erased.isEmpty()) {
                return work.get();
            }
            suppression.countDropped("ip-assignments", 1);
            return Uni.createFrom().voidItem();
        });
    }

    private static IpAssignment assignment(IpAssigned event) {
        @Nullable Instant untilFurtherNotice = null;
        return new IpAssignment(
                event.assignmentId(),
                event.subjectId(),
                event.vpsId(),
                event.ipAddress(),
                micros(event.assignedAt()),
                untilFurtherNotice);
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
