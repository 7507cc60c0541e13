package com.estflux.privacy.dsr.plan;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.PlanFreeze;
import com.estflux.privacy.contracts.rights.PlanFrozen;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.dsr.config.DsrConfig;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestEntity;
import com.estflux.privacy.dsr.request.RequestService;
import com.estflux.privacy.dsr.request.Step;
import com.estflux.privacy.platform.messaging.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Has a plan frozen by retention-service before it runs: what runs is what retention knows to be right, holds included. */
@ApplicationScoped
class PlanFreezing {

    private static final Logger LOG = Logger.getLogger(PlanFreezing.class);

    private final PlanRepository plans;
    private final RequestService requests;
    private final PlanRunner runner;
    private final Outbox outbox;
    private final EventCodec codec;
    private final DsrConfig.Fanout config;
    private final Clock clock;

    PlanFreezing(
            PlanRepository plans,
            RequestService requests,
            PlanRunner runner,
            Outbox outbox,
            EventCodec codec,
            DsrConfig config,
            Clock clock) {
        this.plans = plans;
        this.requests = requests;
        this.runner = runner;
        this.outbox = outbox;
        this.codec = codec;
        this.config = config.fanout();
        this.clock = clock;
    }

    /** Asks for a proposed plan of a locked request to be frozen, in the current transaction. */
    Uni<Void> ask(RequestEntity request, PlanEntity plan) {
        Instant now = now();
        plan.freezing(now, now.plus(config.firstResend()));
        return requests.note(request, "freezing", Actor.SYSTEM, "revision-" + plan.revision())
                .chain(() -> publish(request, plan));
    }

    /** Asks, again and again the same. */
    Uni<Void> publish(RequestEntity request, PlanEntity plan) {
        return outbox.publish(new PlanFreeze(
                plan.planId(),
                request.requestId(),
                request.subjectId(),
                plan.revision(),
                Objects.requireNonNull(plan.digest()),
                Objects.requireNonNull(plan.freezingSince())));
    }

    /** The plan that was asked about is frozen: it runs. Any other answer changes nothing. */
    Uni<Void> frozen(EventMessage<PlanFrozen> event) {
        PlanFrozen frozen = event.data();
        return plans.findById(frozen.caseId()).chain(known -> {
            if (known == null) {
                return ignore(frozen, "unknown-request");
            }
            return requests.lock(frozen.caseId())
                    .call(() -> Panache.getSession().chain(session -> session.refresh(known)))
                    .chain(request -> take(event, request, known));
        });
    }

    private Uni<Void> take(EventMessage<PlanFrozen> event, RequestEntity request, PlanEntity known) {
        PlanFrozen frozen = event.data();
        if (!event.source().equals(PlanService.RETENTION)
                || !frozen.planId().equals(known.planId())
                || !frozen.subjectId().equals(request.subjectId())) {
            return requests.note(request, "plan-refused", Actor.SYSTEM, "not-from-retention");
        }
        boolean asked = known.isFreezing()
                && Step.RUN.from(request.status()).isPresent()
                && frozen.revision() == known.revision()
                && frozen.digest().equals(known.digest());
        if (!asked) {
            return ignore(frozen, "not-asked");
        }
        known.frozen(now());
        return runner.run(request, plan(known), Step.RUN, Actor.SYSTEM).replaceWithVoid();
    }

    private PlanProposed plan(PlanEntity known) {
        String proposal = Objects.requireNonNull(known.proposal());
        return codec.fromJson(proposal.getBytes(StandardCharsets.UTF_8), PlanProposed.class);
    }

    private static Uni<Void> ignore(PlanFrozen frozen, String why) {
        LOG.infof("freeze of plan %s revision %d ignored: %s", frozen.planId(), frozen.revision(), why);
        return Uni.createFrom().voidItem();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
