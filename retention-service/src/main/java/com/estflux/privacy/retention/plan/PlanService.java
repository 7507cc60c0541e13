package com.estflux.privacy.retention.plan;

import com.estflux.privacy.contracts.rights.PlanFreeze;
import com.estflux.privacy.contracts.rights.PlanRequested;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.store.Suppression;
import com.estflux.privacy.retention.clock.PlansOfSubject;
import com.estflux.privacy.retention.hold.HoldsListener;
import com.estflux.privacy.retention.locking.Locks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plans from request to the end of their case; everything runs in the current transaction. */
@ApplicationScoped
public class PlanService implements PlansOfSubject, HoldsListener {

    private final PlanRepository plans;
    private final Proposals proposals;
    private final Suppression suppression;
    private final Locks locks;
    private final AuditLog audit;

    PlanService(PlanRepository plans, Proposals proposals, Suppression suppression, Locks locks, AuditLog audit) {
        this.plans = plans;
        this.proposals = proposals;
        this.suppression = suppression;
        this.locks = locks;
        this.audit = audit;
    }

    /** Answers a request with a proposal; the same request again with the same proposal. */
    public Uni<Void> request(PlanRequested request) {
        return suppression
                .contains(request.subjectId())
                .chain(() -> locks.againstNewHolds())
                .chain(() -> locks.ofSubject(request.subjectId()))
                .chain(() -> plans.findById(request.planId()))
                .chain(known -> known == null ? begin(request, 0) : again(known));
    }

    /**
     * Freezes a plan so that it can run, and says so; if it would be another one now, or another revision was approved, the
     * newest revision is the answer instead. Placing a hold and this exclude each other: either the frozen plan knows the
     * hold, or the hold comes to every store after the plan.
     */
    public Uni<Void> freeze(PlanFreeze asked) {
        return suppression
                .contains(asked.subjectId())
                .chain(() -> locks.againstNewHolds())
                .chain(() -> locks.ofSubject(asked.subjectId()))
                .chain(() -> plans.locked(asked.planId()))
                .chain(known -> known == null ? beginAnew(asked) : freeze(known, asked));
    }

    private Uni<Void> freeze(PlanEntity plan, PlanFreeze asked) {
        if (plan.status == PlanStatus.ENDED || !asked.subjectId().equals(plan.subjectId)) {
            return Uni.createFrom().voidItem();
        }
        boolean sameRevision = plan.revision == asked.revision() && plan.digest.equals(asked.digest());
        if (plan.status == PlanStatus.EXECUTING) {
            return sameRevision
                    ? proposals.announceFrozen(plan)
                    : Uni.createFrom().voidItem();
        }
        return proposals.propose(plan).chain(changed -> {
            if (changed) {
                return Uni.createFrom().voidItem();
            }
            if (!sameRevision) {
                return proposals.repeat(plan);
            }
            plan.status = PlanStatus.EXECUTING;
            return record("plan.freeze", plan).chain(() -> proposals.announceFrozen(plan));
        });
    }

    /** This database does not know the plan, as after a restore: it proposes one anew, above the revision asked about. */
    private Uni<Void> beginAnew(PlanFreeze asked) {
        return begin(
                new PlanRequested(asked.planId(), asked.caseId(), asked.subjectId(), asked.askedAt()),
                asked.revision());
    }

    /** The case is closed: of its plan only the digest stays. */
    public Uni<Void> end(UUID caseId) {
        return plans.ofCase(caseId)
                .chain(found -> each(found, plan -> {
                    if (plan.status == PlanStatus.ENDED) {
                        return Uni.createFrom().voidItem();
                    }
                    return record("plan.end", plan).invoke(plan::end);
                }));
    }

    @Override
    public Uni<Void> clocksChanged(UUID subjectId) {
        return plans.proposed(subjectId)
                .chain(found -> each(found, plan -> proposals.propose(plan).replaceWithVoid()));
    }

    @Override
    public Uni<Boolean> erasureIsRunning(UUID subjectId) {
        return plans.isExecuting(subjectId);
    }

    @Override
    public Uni<Void> holdsChanged(@Nullable UUID subjectId) {
        return plans.proposed(subjectId)
                .chain(found -> each(found, plan -> proposals.propose(plan).replaceWithVoid()));
    }

    private Uni<Void> begin(PlanRequested request, int revision) {
        PlanEntity plan = new PlanEntity();
        plan.planId = request.planId();
        plan.caseId = request.caseId();
        plan.subjectId = request.subjectId();
        plan.status = PlanStatus.PROPOSED;
        plan.revision = revision;
        plan.digest = "";
        plan.requestedAt = request.requestedAt();
        return proposals.propose(plan).chain(() -> plans.persist(plan)).replaceWithVoid();
    }

    private Uni<Void> again(PlanEntity plan) {
        return plan.status == PlanStatus.ENDED ? Uni.createFrom().voidItem() : proposals.repeat(plan);
    }

    private Uni<Void> record(String action, PlanEntity plan) {
        AuditEntry entry = AuditEntry.of(action, AuditEntry.SYSTEM, AuditOutcome.DONE)
                .object("plan", plan.planId + "/" + plan.revision);
        return audit.record(plan.subjectId == null ? entry : entry.about(plan.subjectId));
    }

    private static Uni<Void> each(List<PlanEntity> plans, Function<PlanEntity, Uni<Void>> work) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (PlanEntity plan : plans) {
            done = done.chain(() -> work.apply(plan));
        }
        return done;
    }
}
