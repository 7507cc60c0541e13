package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.FinancialYears;
import com.estflux.privacy.retention.rule.RetentionEnd;
import com.estflux.privacy.retention.rule.Rule;
import com.estflux.privacy.retention.rule.RuleBook;
import com.estflux.privacy.retention.rule.RuleService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells when clocks end, by the rules in force. */
@ApplicationScoped
class Reckoning {

    private static final int BATCH = 500;

    private final ClockRepository clocks;
    private final RuleService rules;
    private final FinancialYears years;
    private final Clock clock;

    Reckoning(ClockRepository clocks, RuleService rules, FinancialYears years, Clock clock) {
        this.clocks = clocks;
        this.rules = rules;
        this.years = years;
        this.clock = clock;
    }

    /** Reckons all clocks of a subject; whether any end moved. */
    Uni<Boolean> reckon(List<ClockEntity> ofSubject) {
        Set<String> disputed = new HashSet<>();
        ofSubject.stream().filter(ClockEntity::isOpenDispute).forEach(dispute -> disputed.add(dispute.invoiceId()));
        return rules.book().map(book -> reckon(ofSubject, disputed, book));
    }

    /**
     * Reckons again a batch of clocks whose rule has a new version in force. Clocks that an erasure left in place keep
     * the end the person was told.
     *
     * @return how many there were
     */
    Uni<Integer> reckonOutdated() {
        return rules.book().chain(book -> {
            Uni<Integer> total = Uni.createFrom().item(0);
            for (Rule rule : book.inForce().values()) {
                total = total.chain(sum -> reckonOutdated(rule, book).map(count -> sum + count));
            }
            return total;
        });
    }

    private Uni<Integer> reckonOutdated(Rule rule, RuleBook book) {
        return clocks.claimOutdated(rule.category().key(), rule.reference(), BATCH)
                .chain(outdated -> outdated.isEmpty()
                        ? Uni.createFrom().item(0)
                        : clocks.disputedInvoices(outdated.stream()
                                        .map(one -> one.subjectId)
                                        .distinct()
                                        .toList())
                                .map(disputed -> {
                                    reckon(outdated, disputed, book);
                                    return outdated.size();
                                }));
    }

    private boolean reckon(Collection<ClockEntity> these, Set<String> disputedInvoices, RuleBook book) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean changed = false;
        for (ClockEntity one : these) {
            Rule rule = one.erasedOn == null
                    ? book.of(one.kind.category())
                    : book.byReference().get(one.ruleReference);
            if (rule != null && one.status() != ClockStatus.DISPOSING) {
                boolean disputed = one.kind.category().equals(DataCategory.BILLING_RECORD)
                        && disputedInvoices.contains(one.invoiceId());
                changed |= one.end(RetentionEnd.of(rule, one.facts(disputed), years), rule, now);
            }
        }
        return changed;
    }
}
