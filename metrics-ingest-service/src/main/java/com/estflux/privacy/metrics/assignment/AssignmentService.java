package com.estflux.privacy.metrics.assignment;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.contracts.usage.IpReleased;
import com.estflux.privacy.metrics.cases.KnownCases;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.store.Suppression;
import com.estflux.privacy.platform.time.TimeBounds;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
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
    private final KnownCases cases;
    private final AuditLog audit;
    private final MeterRegistry meters;

    AssignmentService(
            AssignmentRepository assignments,
            Suppression suppression,
            KnownCases cases,
            AuditLog audit,
            MeterRegistry meters) {
        this.assignments = assignments;
        this.suppression = suppression;
        this.cases = cases;
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

    /**
     * Takes an assignment in, in the current transaction; the VPS's samples leave the quarantine. Fails if the person was
     * erased before it: it may be of somebody who came back and whose new account, which travels elsewhere, is not known
     * yet. It is tried again, and at last put aside rather than dropped.
     */
    Uni<Void> assigned(IpAssigned event) {
        return suppression
                .suppressedBefore(event.subjectId(), event.assignedAt())
                .chain(before ->
                        before ? Uni.createFrom().failure(new AccountNotOpenException()) : takeUnlessErased(event));
    }

    private Uni<Void> takeUnlessErased(IpAssigned event) {
        return unlessErased(event.subjectId(), event.vpsId(), event.assignedAt(), () -> take(assignment(event)))
                .replaceWithVoid();
    }

    /** Ends an assignment, in the current transaction; one that was never heard of is taken in as ended. */
    Uni<Void> released(IpReleased event) {
        Instant at = micros(event.releasedAt());
        IpAssignment ended = new IpAssignment(
                event.assignmentId(),
                event.subjectId(),
                event.vpsId(),
                event.ipAddress(),
                micros(event.assignedAt()),
                at);
        return unlessErased(event.subjectId(), event.vpsId(), event.assignedAt(), () -> end(ended))
                .replaceWithVoid();
    }

    /** Takes in what provisioning says over HTTP: an assignment, or with a time of release its end. */
    @WithTransaction
    Uni<Taken> put(IpAssignment assignment) {
        return unlessErased(
                assignment.subjectId(),
                assignment.vpsId(),
                assignment.assignedAt(),
                () -> assignment.releasedAt() == null ? take(assignment) : end(assignment));
    }

    /** What a customer has had, the latest first. */
    @WithSession
    Uni<Page<IpAssignment>> ofSubject(UUID subjectId, PageRequest request) {
        return assignments
                .ofSubject(subjectId, request.after().map(AssignmentService::cursor), request.limit() + 1)
                .map(found -> Page.of(found, request, last -> last.assignedAt() + " " + last.assignmentId()));
    }

    /** Where a page of a customer's assignments ended. */
    record Cursor(Instant assignedAt, UUID assignmentId) {}

    private static Cursor cursor(String text) {
        try {
            String[] parts = text.split(" ", 2);
            return new Cursor(TimeBounds.instant(parts[0]), CanonicalUuid.parse(parts[parts.length - 1]));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw PageRequest.invalidCursor();
        }
    }

    private Uni<Taken> end(IpAssignment assignment) {
        return assignments
                .release(assignment)
                .chain(done -> done ? Uni.createFrom().item(Taken.STORED) : take(assignment));
    }

    /** Who held an address, or addresses of a network, at a moment. Every look leaves a trace in the audit log. */
    @WithTransaction
    Uni<List<IpAssignment>> heldAt(String address, Instant at, UUID caseId, String actor) {
        AuditEntry look =
                AuditEntry.of("ip-assignment.look-up", actor, AuditOutcome.DONE).object("case", caseId.toString());
        return cases.isOpen(caseId)
                .invoke(AssignmentService::requireOpen)
                .chain(() -> assignments.heldAt(address, at))
                .call(found -> record(look, found));
    }

    private static void requireOpen(boolean open) {
        if (!open) {
            throw Problems.conflict("case-not-open", "The case is not open", "pass the id of an open case");
        }
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

    private Uni<Taken> take(IpAssignment assignment) {
        return assignments.findOrAdd(assignment.vpsId(), assignment.subjectId()).chain(vps -> {
            if (!vps.subjectId().equals(assignment.subjectId())) {
                return refuse(assignment, vps.vpsId(), "VPS_OF_ANOTHER");
            }
            return assignments
                    .add(assignment)
                    .chain(added -> added ? Uni.createFrom().item(Taken.STORED) : knownOrContradicted(assignment))
                    .call(() -> assignments.endQuarantine(vps));
        });
    }

    private Uni<Taken> knownOrContradicted(IpAssignment assignment) {
        return assignments.likeness(assignment).chain(likeness -> switch (likeness) {
            case SAME -> Uni.createFrom().item(Taken.KNOWN);
            case OTHER -> refuse(assignment, assignment.assignmentId(), "ID_REUSED");
            case NONE ->
                assignments
                        .holder(assignment)
                        .chain(holder -> refuse(assignment, holder.orElse(assignment.assignmentId()), "ADDRESS_HELD"));
        });
    }

    private Uni<Taken> refuse(IpAssignment assignment, UUID conflictsWith, String kind) {
        meters.counter("ip.assignments.refused", "kind", kind).increment();
        return assignments
                .reportConflict(assignment, conflictsWith, kind)
                .replaceWith(Taken.refused(conflictsWith, kind));
    }

    private Uni<Taken> unlessErased(UUID subjectId, UUID vpsId, Instant assignedAt, Supplier<Uni<Taken>> work) {
        Uni<Boolean> excluded = suppression
                .among(List.of(subjectId, vpsId))
                .chain(erased -> erased.isEmpty()
                        ? suppression.returnedAfter(subjectId, assignedAt)
                        : Uni.createFrom().item(true));
        return excluded.chain(erased -> {
            if (!erased) {
                return work.get();
            }
            suppression.countDropped("ip-assignments", 1);
            return Uni.createFrom().item(Taken.DROPPED);
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
