package com.estflux.privacy.retention.rule;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.audit.RefusalLog;
import com.estflux.privacy.platform.idempotency.IdempotentRequests;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.retention.locking.Locks;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The retention rules and their versions. */
@ApplicationScoped
public class RuleService {

    /** What an idempotent request is about when it is about nobody. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final ProblemType OWN_RULE =
            new ProblemType("own-rule", 403, "A rule is approved by another officer than the one who drafted it");

    private final RuleRepository rules;
    private final RuleApprovalRepository approvals;
    private final RuleBoundRepository bounds;
    private final RulePublisher publisher;
    private final Locks locks;
    private final IdempotentRequests requests;
    private final AuditLog audit;
    private final RefusalLog refusals;
    private final Caller caller;
    private final Clock clock;

    // More collaborators than usual: two officers, the policy's bounds and every store meet here.
    RuleService(
            RuleRepository rules,
            RuleApprovalRepository approvals,
            RuleBoundRepository bounds,
            RulePublisher publisher,
            Locks locks,
            IdempotentRequests requests,
            AuditLog audit,
            RefusalLog refusals,
            Caller caller,
            Clock clock) {
        this.rules = rules;
        this.approvals = approvals;
        this.bounds = bounds;
        this.publisher = publisher;
        this.locks = locks;
        this.requests = requests;
        this.audit = audit;
        this.refusals = refusals;
        this.caller = caller;
        this.clock = clock;
    }

    /** The rules as they are today in Tallinn; reads in the current session. */
    public Uni<RuleBook> book() {
        LocalDate today = Tallinn.today(clock);
        return approvals.byReference().chain(approved -> rules.listAll()
                .map(all -> RuleBook.of(
                        approved(all, approved).map(RuleEntity::rule).toList(), today)));
    }

    @WithSession
    Uni<List<RuleView>> list() {
        return book().chain(book -> approvals.byReference().chain(approved -> rules.listAll(Sort.by("category"))
                .map(all -> all.stream()
                        .filter(rule -> book.inForce().containsValue(rule.rule()))
                        .map(rule -> RuleView.of(rule, approved.get(rule.reference)))
                        .toList())));
    }

    @WithSession
    Uni<List<RuleView>> versions(String category) {
        return approvals.byReference().chain(approved -> rules.versions(category)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw Problems.notFound();
                    }
                    return found.stream()
                            .map(rule -> RuleView.of(rule, approved.get(rule.reference)))
                            .toList();
                }));
    }

    @WithTransaction
    Uni<RuleView> add(String category, NewRuleVersion version, @Nullable String idempotencyKey) {
        var request = new IdempotentRequests.Request("rule.add/" + category, idempotencyKey, NOBODY, version);
        return requests.once(request, RuleView.class, () -> locks.ofRule(category)
                .chain(() -> bounds.of(category))
                .invoke(bound -> refuseOutOfBounds(bound, version))
                .chain(() -> approvals.byReference())
                .chain(approved ->
                        rules.versions(category).chain(earlier -> append(category, earlier, approved, version))));
    }

    /** A second officer approves a draft: it takes effect on its date, here and in every store. */
    @WithTransaction
    Uni<RuleView> approve(String category, int version) {
        String reference = category + "/" + version;
        return locks.ofRule(category)
                .chain(() -> rules.versions(category))
                .chain(all -> approvals.byReference().chain(approved -> {
                    RuleEntity draft = all.stream()
                            .filter(rule -> rule.reference.equals(reference))
                            .findFirst()
                            .orElseThrow(Problems::notFound);
                    return refuseOwn(draft)
                            .invoke(() ->
                                    refuseStale(draft, approved(all, approved).toList()))
                            .chain(() -> approve(draft, approved(all, approved).toList()));
                }));
    }

    private Uni<RuleView> append(
            String category,
            List<RuleEntity> earlier,
            Map<String, RuleApprovalEntity> approved,
            NewRuleVersion version) {
        refuseDate(version.effectiveFrom(), approved(earlier, approved).toList());
        RuleEntity rule = version.version(category, earlier.isEmpty() ? 1 : earlier.get(0).version + 1);
        rule.createdBy = caller.actor();
        rule.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return rules.persist(rule).chain(() -> record("rule.add", rule)).replaceWith(() -> RuleView.of(rule, null));
    }

    private Uni<RuleView> approve(RuleEntity draft, List<RuleEntity> earlier) {
        RuleApprovalEntity approval = new RuleApprovalEntity();
        approval.reference = draft.reference;
        approval.approvedBy = caller.actor();
        approval.approvedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Rule> approved = Stream.concat(earlier.stream(), Stream.of(draft))
                .map(RuleEntity::rule)
                .toList();
        return approvals
                .persist(approval)
                .chain(() -> record("rule.approve", draft))
                .chain(() -> publisher.publish(draft.category, approved))
                .replaceWith(() -> RuleView.of(draft, approval));
    }

    private static Stream<RuleEntity> approved(List<RuleEntity> all, Map<String, RuleApprovalEntity> approved) {
        return all.stream().filter(rule -> approved.containsKey(rule.reference));
    }

    private Uni<Void> record(String action, RuleEntity rule) {
        return audit.record(
                AuditEntry.of(action, caller.actor(), AuditOutcome.DONE).object("rule", rule.reference));
    }

    private Uni<Void> refuseOwn(RuleEntity draft) {
        if (!draft.createdBy.equals(caller.actor())) {
            return Uni.createFrom().voidItem();
        }
        AuditEntry refusal = AuditEntry.of("rule.approve", caller.actor(), AuditOutcome.REFUSED)
                .object("rule", draft.reference)
                .because("own-rule");
        return refusals.record(refusal)
                .chain(() -> Uni.createFrom().failure(new ProblemException(OWN_RULE, "ask another officer")));
    }

    private void refuseStale(RuleEntity draft, List<RuleEntity> approved) {
        if (approved.stream().anyMatch(rule -> rule.version >= draft.version)) {
            throw Problems.conflict(
                    "rule-not-a-draft", "This or a later version was approved before", "add a new version");
        }
        refuseDate(draft.effectiveFrom, approved);
    }

    private static void refuseOutOfBounds(RuleBound bound, NewRuleVersion version) {
        bound.objection(version.parsedPeriod(), version.countedFrom(), version.onErasure())
                .ifPresent(objection -> {
                    throw Problems.badRequest(
                            "rule-out-of-bounds", "The policy leaves no room for this rule", objection);
                });
    }

    private void refuseDate(LocalDate effectiveFrom, List<RuleEntity> earlier) {
        if (effectiveFrom.isBefore(Tallinn.today(clock))) {
            throw Problems.badRequest(
                    "rule-in-the-past", "A rule cannot take effect in the past", "choose today or a later date");
        }
        if (!earlier.isEmpty() && effectiveFrom.isBefore(earlier.get(0).effectiveFrom)) {
            throw Problems.conflict(
                    "rule-out-of-order",
                    "A later version already takes effect after that date",
                    "choose " + earlier.get(0).effectiveFrom + " or a later date");
        }
    }
}
