package com.estflux.privacy.retention.rule;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.idempotency.IdempotentRequests;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.retention.locking.Locks;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The retention rules and their versions. */
@ApplicationScoped
public class RuleService {

    /** What an idempotent request is about when it is about nobody. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final RuleRepository rules;
    private final Locks locks;
    private final IdempotentRequests requests;
    private final AuditLog audit;
    private final Caller caller;
    private final Clock clock;

    RuleService(
            RuleRepository rules,
            Locks locks,
            IdempotentRequests requests,
            AuditLog audit,
            Caller caller,
            Clock clock) {
        this.rules = rules;
        this.locks = locks;
        this.requests = requests;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** The rules as they are today in Tallinn; reads in the current session. */
    public Uni<RuleBook> book() {
        LocalDate today = Tallinn.today(clock);
        return rules.listAll()
                .map(found -> RuleBook.of(found.stream().map(RuleEntity::rule).toList(), today));
    }

    @WithSession
    Uni<List<RuleView>> list() {
        return rules.inForce(Tallinn.today(clock))
                .map(found -> found.stream().map(RuleView::of).toList());
    }

    @WithSession
    Uni<List<RuleView>> versions(String category) {
        return rules.versions(category).map(found -> {
            if (found.isEmpty()) {
                throw Problems.notFound();
            }
            return found.stream().map(RuleView::of).toList();
        });
    }

    @WithTransaction
    Uni<RuleView> add(String category, NewRuleVersion version, @Nullable String idempotencyKey) {
        var request = new IdempotentRequests.Request("rule.add/" + category, idempotencyKey, NOBODY, version);
        return requests.once(request, RuleView.class, () -> locks.ofRule(category)
                .chain(() -> rules.versions(category))
                .chain(earlier -> append(category, earlier, version)));
    }

    private Uni<RuleView> append(String category, List<RuleEntity> earlier, NewRuleVersion version) {
        refusePast(version.effectiveFrom(), earlier);
        RuleEntity rule = version.version(category, earlier.isEmpty() ? 1 : earlier.get(0).version + 1);
        rule.createdBy = caller.actor();
        rule.createdAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return rules.persist(rule)
                .chain(() -> audit.record(AuditEntry.of("rule.add", caller.actor(), AuditOutcome.DONE)
                        .object("rule", rule.reference)))
                .replaceWith(() -> RuleView.of(rule));
    }

    private void refusePast(LocalDate effectiveFrom, List<RuleEntity> earlier) {
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
