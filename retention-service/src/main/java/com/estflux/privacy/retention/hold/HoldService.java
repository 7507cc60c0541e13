package com.estflux.privacy.retention.hold;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.audit.RefusalLog;
import com.estflux.privacy.platform.idempotency.IdempotentRequests;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.retention.clock.Clocks;
import com.estflux.privacy.retention.locking.Locks;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Places and releases legal holds. */
@ApplicationScoped
class HoldService {

    private static final UUID NOBODY = new UUID(0, 0);
    private static final ProblemType OWN_HOLD =
            new ProblemType("own-hold", 403, "A hold is released by another officer than the one who placed it");

    private final HoldRepository holds;
    private final Clocks clocks;
    private final HoldsListener listener;
    private final HoldPublisher publisher;
    private final HoldCoverage coverage;
    private final Locks locks;
    private final IdempotentRequests requests;
    private final AuditLog audit;
    private final RefusalLog refusals;
    private final Caller caller;
    private final Clock clock;

    // More collaborators than usual: holds are where plans, clocks, disposals and every store meet.
    HoldService(
            HoldRepository holds,
            Clocks clocks,
            HoldsListener listener,
            HoldPublisher publisher,
            HoldCoverage coverage,
            Locks locks,
            IdempotentRequests requests,
            AuditLog audit,
            RefusalLog refusals,
            Caller caller,
            Clock clock) {
        this.holds = holds;
        this.clocks = clocks;
        this.listener = listener;
        this.publisher = publisher;
        this.coverage = coverage;
        this.locks = locks;
        this.requests = requests;
        this.audit = audit;
        this.refusals = refusals;
        this.caller = caller;
        this.clock = clock;
    }

    @WithTransaction
    Uni<HoldView> place(NewHold hold, @Nullable String idempotencyKey) {
        refuseWithoutScope(hold);
        UUID about = hold.subjectId() == null ? NOBODY : hold.subjectId();
        var request = new IdempotentRequests.Request("hold.place", idempotencyKey, about, hold);
        return requests.once(request, HoldView.class, () -> locks.toChangeHolds()
                .chain(() -> refuseUnknownRecords(hold))
                .chain(() -> holds.persist(entity(hold)))
                .chain(placed -> record("hold.place", placed)
                        .chain(() -> listener.holdsChanged(placed.subjectId))
                        .chain(() -> publisher.publish(placed))
                        .chain(() -> beyondRecall(placed.hold()))
                        .chain(late -> coverage.of(placed).map(stores -> HoldView.of(placed, stores, late)))));
    }

    @WithTransaction
    Uni<HoldView> release(UUID holdId, Release release) {
        return locks.toChangeHolds()
                .chain(() -> holds.findById(holdId))
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .call(hold -> refuseOwn(hold))
                .chain(hold -> {
                    if (hold.releasedAt != null) {
                        throw Problems.conflict(
                                "hold-released", "The hold was released before", "nothing is left to do");
                    }
                    hold.releasedBy = caller.actor();
                    hold.releasedAt = now();
                    hold.releaseReason = release.reason();
                    return record("hold.release", hold)
                            .chain(() -> listener.holdsChanged(hold.subjectId))
                            .chain(() -> publisher.publish(hold))
                            .chain(() -> view(hold));
                });
    }

    @WithTransaction
    Uni<HoldView> find(UUID holdId) {
        return holds.findById(holdId)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .call(hold -> record("hold.read", hold))
                .chain(this::view);
    }

    private Uni<HoldView> view(HoldEntity hold) {
        return coverage.of(hold).map(stores -> HoldView.of(hold, stores, null));
    }

    @WithTransaction
    Uni<Page<HoldView>> list(boolean all, @Nullable UUID after, PageRequest page) {
        return holds.page(all, after, page.limit())
                .call(() -> audit.record(AuditEntry.of("hold.read", caller.actor(), AuditOutcome.DONE)))
                .chain(found -> Multi.createFrom()
                        .iterable(found)
                        .onItem()
                        .transformToUniAndConcatenate(this::view)
                        .collect()
                        .asList())
                .map(views -> Page.of(views, page, last -> last.holdId().toString()));
    }

    private void refuseWithoutScope(NewHold hold) {
        if (hold.subjectId() == null && hold.category() == null) {
            throw Problems.badRequest(
                    "hold-without-scope", "A hold needs a scope", "name a subject, a category or both");
        }
        if (!hold.records().isEmpty() && hold.category() == null) {
            throw Problems.badRequest("hold-without-category", "Records need their category", "name the category");
        }
        if (hold.reviewOn().isBefore(Tallinn.today(clock))) {
            throw Problems.badRequest("hold-review-past", "The review lies in the past", "choose a date to come");
        }
    }

    /** Records whose subject is not told can only be recognised by their clocks. */
    private Uni<Void> refuseUnknownRecords(NewHold hold) {
        var category = hold.dataCategory();
        if (hold.records().isEmpty() || hold.subjectId() != null || category == null) {
            return Uni.createFrom().voidItem();
        }
        return clocks.areKnown(category, hold.records())
                .invoke(known -> {
                    if (!known) {
                        throw Problems.badRequest(
                                "hold-unknown-records", "A record is not known here", "name the subject as well");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> refuseOwn(HoldEntity hold) {
        if (!hold.placedBy.equals(caller.actor())) {
            return Uni.createFrom().voidItem();
        }
        AuditEntry refusal = AuditEntry.of("hold.release", caller.actor(), AuditOutcome.REFUSED)
                .object("hold", hold.holdId.toString())
                .because("own-hold");
        return refusals.record(refusal)
                .chain(() -> Uni.createFrom().failure(new ProblemException(OWN_HOLD, "ask another officer")));
    }

    private Uni<Long> beyondRecall(Hold hold) {
        return clocks.beingDisposed(record -> hold.covers(record.subjectId(), record.category(), record.recordId()));
    }

    private HoldEntity entity(NewHold hold) {
        HoldEntity entity = new HoldEntity();
        entity.holdId = EventMessage.newId();
        entity.subjectId = hold.subjectId();
        entity.category = hold.category();
        entity.recordIds = hold.records().stream().sorted().toArray(String[]::new);
        entity.reason = hold.reason();
        entity.legalBasis = hold.legalBasis();
        entity.reviewOn = hold.reviewOn();
        entity.placedBy = caller.actor();
        entity.placedAt = now();
        return entity;
    }

    private Uni<Void> record(String action, HoldEntity hold) {
        AuditEntry entry =
                AuditEntry.of(action, caller.actor(), AuditOutcome.DONE).object("hold", hold.holdId.toString());
        return audit.record(hold.subjectId == null ? entry : entry.about(hold.subjectId));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
