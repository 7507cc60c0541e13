package com.estflux.privacy.retention.rule;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.FinancialYearEnd;
import com.estflux.privacy.contracts.retention.RulePublished;
import com.estflux.privacy.contracts.retention.RuleVersion;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.transaction.Transactions;
import com.estflux.privacy.retention.config.RetentionConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/** Tells every store how long each category is kept: all of it at every start, and what changed at every change. */
@ApplicationScoped
class RulePublisher {

    private static final Logger LOG = Logger.getLogger(RulePublisher.class);

    private final RuleRepository rules;
    private final RuleApprovalRepository approvals;
    private final Outbox outbox;
    private final Transactions transactions;
    private final RetentionConfig.FinancialYear years;
    private final Clock clock;

    RulePublisher(
            RuleRepository rules,
            RuleApprovalRepository approvals,
            Outbox outbox,
            Transactions transactions,
            RetentionConfig config,
            Clock clock) {
        this.rules = rules;
        this.approvals = approvals;
        this.outbox = outbox;
        this.transactions = transactions;
        this.years = config.financialYear();
        this.clock = clock;
    }

    void publishAll(@Observes StartupEvent started) {
        transactions
                .run(this::publishAll)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
                .indefinitely()
                .subscribe()
                .with(
                        done -> LOG.debug("rules published"),
                        failure -> LOG.errorf(
                                "rules not published: %s", failure.getClass().getName()));
    }

    /** Publishes a category's rule in the current transaction, from the versions that are approved. */
    Uni<Void> publish(String category, List<Rule> approved) {
        LocalDate today = Tallinn.today(clock);
        int inForce = approved.stream()
                .filter(rule -> !rule.effectiveFrom().isAfter(today))
                .mapToInt(Rule::version)
                .max()
                .orElse(0);
        List<RuleVersion> versions = approved.stream()
                .filter(rule -> rule.version() >= inForce)
                .sorted(Comparator.comparingInt(Rule::version))
                .map(RulePublisher::version)
                .toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return outbox.publish(new RulePublished(
                new DataCategory(category),
                versions.get(versions.size() - 1).version(),
                versions,
                years.endsOn(),
                years.changes().stream()
                        .map(change -> new FinancialYearEnd(change.from(), change.endsOn()))
                        .toList(),
                now));
    }

    private Uni<Void> publishAll() {
        return approvals.byReference().chain(approved -> rules.listAll().chain(all -> {
            List<Rule> known = all.stream()
                    .filter(rule -> approved.containsKey(rule.reference))
                    .map(RuleEntity::rule)
                    .toList();
            Uni<Void> published = Uni.createFrom().voidItem();
            for (String category : new TreeSet<>(
                    known.stream().map(rule -> rule.category().key()).toList())) {
                List<Rule> ofCategory = known.stream()
                        .filter(rule -> rule.category().key().equals(category))
                        .toList();
                published = published.chain(() -> publish(category, ofCategory));
            }
            return published;
        }));
    }

    private static RuleVersion version(Rule rule) {
        return new RuleVersion(
                rule.version(),
                rule.effectiveFrom(),
                rule.period() == null ? null : rule.period().toString(),
                rule.countedFrom() == CountedFrom.START
                        ? com.estflux.privacy.contracts.retention.CountedFrom.START
                        : com.estflux.privacy.contracts.retention.CountedFrom.END_OF_FINANCIAL_YEAR);
    }
}
