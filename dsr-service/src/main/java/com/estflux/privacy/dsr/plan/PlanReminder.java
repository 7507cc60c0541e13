package com.estflux.privacy.dsr.plan;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.dsr.config.Backoff;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.request.Alerts;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Asks again for plans, and for freezes, that do not come, ever more rarely, and alerts. */
@ApplicationScoped
class PlanReminder {

    private final PlanRepository plans;
    private final PlanService planService;
    private final PlanFreezing freezing;
    private final RequestService requests;
    private final Alerts alerts;
    private final Transactions transactions;
    private final DsrConfig.Fanout config;
    private final Clock clock;

    PlanReminder(
            PlanRepository plans,
            PlanService planService,
            PlanFreezing freezing,
            RequestService requests,
            Alerts alerts,
            Transactions transactions,
            DsrConfig config,
            Clock clock) {
        this.plans = plans;
        this.planService = planService;
        this.freezing = freezing;
        this.requests = requests;
        this.alerts = alerts;
        this.transactions = transactions;
        this.config = config.fanout();
        this.clock = clock;
    }

    @Scheduled(every = "${estflux.dsr.sweep-every}", concurrentExecution = SKIP, identity = "plan-reminder")
    Uni<Void> remind() {
        return transactions.run(() -> plans.claimUnanswered(clock.instant()).chain(claimed -> Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUniAndConcatenate(this::askAgain)
                .collect()
                .last()));
    }

    private Uni<Void> askAgain(UUID requestId) {
        return requests.lock(requestId)
                .chain(request -> plans.findById(requestId).chain(plan -> {
                    boolean freezing =
                            plan.isFreezing() && Step.RUN.from(request.status()).isPresent();
                    if (!freezing && request.status() != CaseStatus.PLANNING) {
                        plan.askNoMore();
                        return Uni.createFrom().voidItem();
                    }
                    plan.askedAgain(clock.instant()
                            .plus(Backoff.after(
                                    plan.requestsSent() + 1, config.firstResend(), config.longestResend())));
                    return (freezing
                                    ? this.freezing.publish(request, plan)
                                    : planService.publishQuestion(request, plan))
                            .chain(() -> alert(request, plan.requestsSent(), freezing));
                }));
    }

    private Uni<Void> alert(RequestEntity request, int sent, boolean freezing) {
        String kind = freezing ? Alerts.Kind.PLAN_NOT_FROZEN : Alerts.Kind.PLAN_MISSING;
        return sent == config.alertAfterSendings()
                ? alerts.raise(request, kind, null, null)
                : Uni.createFrom().voidItem();
    }
}
