package com.estflux.privacy.dsr.plan;

import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Approval of plans: by somebody else than who asked, of exactly the plan they saw. It runs once it is frozen. */
@ApplicationScoped
class ApprovalService {

    private static final ProblemType OWN_REQUEST =
            new ProblemType("own-request", 403, "Nobody approves their own request");

    private final PlanRepository plans;
    private final PlanFreezing freezing;
    private final PlanRunner runner;
    private final RequestService requests;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    ApprovalService(
            PlanRepository plans,
            PlanFreezing freezing,
            PlanRunner runner,
            RequestService requests,
            Pseudonyms pseudonyms,
            Clock clock) {
        this.plans = plans;
        this.freezing = freezing;
        this.runner = runner;
        this.requests = requests;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    @WithTransaction
    Uni<RequestView> approve(UUID requestId, Approval approval, Actor officer) {
        return requests.lock(requestId)
                .invoke(request -> refuseOwn(request, officer))
                .call(request -> requests.requireStep(request, Step.APPROVE))
                .call(() -> runner.requireStores())
                .chain(request -> plans.findById(requestId).chain(plan -> {
                    if (plan.revision() != approval.revision()
                            || !approval.digest().equals(plan.digest())) {
                        throw Problems.conflict(
                                "stale-plan", "The plan has changed", "look at the plan again, then approve that one");
                    }
                    if (plan.isFreezing()) {
                        return Uni.createFrom().item(request);
                    }
                    plan.approved(officer.name(), clock.instant().truncatedTo(ChronoUnit.MICROS));
                    return requests.take(request, Step.APPROVE, officer, "revision-" + plan.revision())
                            .call(() -> freezing.ask(request, plan));
                }))
                .map(RequestView::of);
    }

    private void refuseOwn(RequestEntity request, Actor officer) {
        boolean asked = request.requestedBy().equals(officer.reference());
        boolean concerned = pseudonyms.of(request.subjectId()).equals(officer.reference());
        if (asked || concerned) {
            throw new ProblemException(OWN_REQUEST, "let another privacy officer approve it");
        }
    }
}
