package com.estflux.privacy.dsr.plan;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.PlanDigest;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.PlanRequested;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Plans of erasures: asks retention-service for them and takes its proposals in. */
@ApplicationScoped
public class PlanService {

    private static final Logger LOG = Logger.getLogger(PlanService.class);

    /** Who may propose plans. */
    static final String RETENTION = "/estflux/retention";

    private final PlanRepository plans;
    private final RequestService requests;
    private final PlanFreezing freezing;
    private final Outbox outbox;
    private final EventCodec codec;
    private final DsrConfig config;
    private final Clock clock;

    PlanService(
            PlanRepository plans,
            RequestService requests,
            PlanFreezing freezing,
            Outbox outbox,
            EventCodec codec,
            DsrConfig config,
            Clock clock) {
        this.plans = plans;
        this.requests = requests;
        this.freezing = freezing;
        this.outbox = outbox;
        this.codec = codec;
        this.config = config;
        this.clock = clock;
    }

    /** Asks for the plan of a locked request, in the current transaction. */
    public Uni<RequestEntity> ask(RequestEntity request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var plan = new PlanEntity(
                request.requestId(),
                EventMessage.newId(),
                now,
                now.plus(config.fanout().firstResend()));
        return plans.persist(plan)
                .chain(() -> requests.take(request, Step.ASK_PLAN, Actor.SYSTEM, null))
                .call(() -> publishQuestion(request, plan));
    }

    /** The plan of a request as it was last proposed. */
    public Uni<Optional<PlanProposed>> proposal(UUID requestId) {
        return plans.findById(requestId)
                .map(plan -> Optional.ofNullable(plan).map(PlanEntity::proposal).map(this::read));
    }

    Uni<Void> publishQuestion(RequestEntity request, PlanEntity plan) {
        return outbox.publish(
                new PlanRequested(plan.planId(), request.requestId(), request.subjectId(), plan.requestedAt()));
    }

    /** Takes a proposal in, if it answers the question asked and is newer than what is known. */
    Uni<Void> proposed(EventMessage<PlanProposed> event) {
        PlanProposed proposal = event.data();
        return plans.findById(proposal.caseId()).chain(known -> {
            if (known == null) {
                return ignore(proposal, "unknown-request");
            }
            return requests.lock(proposal.caseId())
                    .call(() -> Panache.getSession().chain(session -> session.refresh(known)))
                    .chain(request -> take(event, request, known));
        });
    }

    private Uni<Void> take(EventMessage<PlanProposed> event, RequestEntity request, PlanEntity known) {
        PlanProposed proposal = event.data();
        if (!event.source().equals(RETENTION)
                || !proposal.planId().equals(known.planId())
                || !proposal.subjectId().equals(request.subjectId())) {
            return requests.note(request, "plan-refused", Actor.SYSTEM, "not-from-retention");
        }
        if (!proposal.digest().equals(PlanDigest.of(proposal.items()))) {
            LOG.errorf("plan %s: its digest is not that of its items", proposal.planId());
            return requests.note(request, "plan-refused", Actor.SYSTEM, "wrong-digest");
        }
        boolean waiting = request.status() == CaseStatus.PLANNING || request.status() == CaseStatus.AWAITING_APPROVAL;
        if (!waiting || proposal.revision() <= known.revision()) {
            return ignore(proposal, "not-newer");
        }
        boolean approvalVoid = known.approvedAt() != null;
        known.proposed(
                proposal.revision(), proposal.digest(), new String(codec.toJson(proposal), StandardCharsets.UTF_8));
        String revision = "revision-" + proposal.revision();
        if (!config.approvalRequired()) {
            return freezing.ask(request, known);
        }
        return requests.take(request, Step.PROPOSE_PLAN, Actor.SYSTEM, revision)
                .chain(() -> approvalVoid
                        ? requests.note(request, "approval-void", Actor.SYSTEM, revision)
                        : Uni.createFrom().voidItem());
    }

    /** The plan, as shown. */
    @WithTransaction
    Uni<PlanView> view(UUID requestId, boolean showHolds) {
        return plans.findById(requestId).map(plan -> Optional.ofNullable(plan)
                .flatMap(found -> Optional.ofNullable(found.proposal())
                        .map(proposal -> PlanView.of(read(proposal), found, showHolds)))
                .orElseThrow(Problems::notFound));
    }

    PlanProposed read(String proposal) {
        return codec.fromJson(proposal.getBytes(StandardCharsets.UTF_8), PlanProposed.class);
    }

    private static Uni<Void> ignore(PlanProposed proposal, String why) {
        LOG.infof("plan %s revision %d ignored: %s", proposal.planId(), proposal.revision(), why);
        return Uni.createFrom().voidItem();
    }
}
