package com.estflux.privacy.retention.plan;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.retention.FinancialYears;
import com.estflux.privacy.contracts.rights.PlanDigest;
import com.estflux.privacy.contracts.rights.PlanFrozen;
import com.estflux.privacy.contracts.rights.PlanItem;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.retention.clock.Clocks;
import com.estflux.privacy.retention.hold.Holds;
import com.estflux.privacy.retention.rule.RuleService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Makes proposals from what is known now, and publishes them. */
@ApplicationScoped
class Proposals {

    private final RuleService rules;
    private final Clocks clocks;
    private final Holds holds;
    private final FinancialYears years;
    private final EventCodec codec;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    Proposals(
            RuleService rules,
            Clocks clocks,
            Holds holds,
            FinancialYears years,
            EventCodec codec,
            Outbox outbox,
            AuditLog audit,
            Clock clock) {
        this.rules = rules;
        this.clocks = clocks;
        this.holds = holds;
        this.years = years;
        this.codec = codec;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Proposes the next revision of a plan unless nothing changed; completes with whether it did. */
    Uni<Boolean> propose(PlanEntity plan) {
        UUID subjectId = Objects.requireNonNull(plan.subjectId);
        return items(subjectId).chain(items -> {
            String digest = PlanDigest.of(items);
            return digest.equals(plan.digest)
                    ? Uni.createFrom().item(false)
                    : publish(plan, subjectId, items, digest).replaceWith(true);
        });
    }

    /** Says again what was said, for who asked again. */
    Uni<Void> repeat(PlanEntity plan) {
        String proposal = Objects.requireNonNull(plan.proposal);
        return outbox.publish(codec.fromJson(proposal.getBytes(StandardCharsets.UTF_8), PlanProposed.class));
    }

    /** Says that a plan is frozen. */
    Uni<Void> announceFrozen(PlanEntity plan) {
        return outbox.publish(new PlanFrozen(
                plan.planId,
                plan.caseId,
                Objects.requireNonNull(plan.subjectId),
                plan.revision,
                plan.digest,
                clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    private Uni<List<PlanItem>> items(UUID subjectId) {
        return rules.book().chain(book -> holds.inForce(subjectId).chain(held -> clocks.ofSubject(subjectId)
                .map(running -> new Planner(book, years, Tallinn.today(clock)).plan(subjectId, running, held))));
    }

    private Uni<Void> publish(PlanEntity plan, UUID subjectId, List<PlanItem> items, String digest) {
        plan.revision++;
        plan.digest = digest;
        plan.proposedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var proposal =
                new PlanProposed(plan.planId, plan.caseId, subjectId, plan.revision, items, digest, plan.proposedAt);
        plan.proposal = new String(codec.toJson(proposal), StandardCharsets.UTF_8);
        return outbox.publish(proposal)
                .chain(() -> audit.record(AuditEntry.of("plan.propose", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .about(subjectId)
                        .object("plan", plan.planId + "/" + plan.revision)));
    }
}
