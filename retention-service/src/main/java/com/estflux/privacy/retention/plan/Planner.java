package com.estflux.privacy.retention.plan;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.FinancialYears;
import com.estflux.privacy.contracts.rights.PlanItem;
import com.estflux.privacy.contracts.rights.RetainedRecord;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.retention.clock.ClockKind;
import com.estflux.privacy.retention.clock.ClockStatus;
import com.estflux.privacy.retention.clock.RecordClock;
import com.estflux.privacy.retention.hold.Hold;
import com.estflux.privacy.retention.rule.OnErasure;
import com.estflux.privacy.retention.rule.RecordFacts;
import com.estflux.privacy.retention.rule.RetentionEnd;
import com.estflux.privacy.retention.rule.Rule;
import com.estflux.privacy.retention.rule.RuleBook;
import com.estflux.privacy.retention.rule.StartsWhen;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an erasure may do to each category (Art. 17): rules by clocks, and holds above both.
 *
 * <p>A category kept by a hold of which no record is known here is kept as a whole: RETAIN that names no records. Where
 * a rule or a hold may keep records, what is let go is named, so that a record issued while the plan is carried out, of
 * which nothing is known here yet, is not destroyed with it.
 */
final class Planner {

    private static final String NO_RULE = "none";

    private final RuleBook rules;
    private final FinancialYears years;
    private final LocalDate today;

    /**
     * A planner.
     *
     * @param rules the rules in force
     * @param years the controller's financial years
     * @param today the Tallinn date
     */
    Planner(RuleBook rules, FinancialYears years, LocalDate today) {
        this.rules = rules;
        this.years = years;
        this.today = today;
    }

    /** One item per category of the policy (PF-2), and of every other category that has a rule. */
    List<PlanItem> plan(UUID subjectId, List<RecordClock> clocks, List<Hold> holds) {
        Set<DataCategory> categories = new LinkedHashSet<>(DataCategory.POLICY_CATEGORIES);
        categories.addAll(new TreeSet<>(rules.inForce().keySet()));
        return categories.stream()
                .map(category -> plan(
                        subjectId,
                        category,
                        clocks.stream()
                                .filter(clock -> clock.category().equals(category))
                                .toList(),
                        holds.stream()
                                .filter(hold -> hold.concerns(subjectId, category))
                                .sorted(Comparator.comparing(Hold::holdId))
                                .toList()))
                .toList();
    }

    private PlanItem plan(UUID subjectId, DataCategory category, List<RecordClock> clocks, List<Hold> holds) {
        Rule rule = rules.of(category);
        Map<String, RetainedRecord> kept = new TreeMap<>();
        keptByRule(rule, clocks).forEach(record -> kept.put(record.recordId(), record));
        boolean byRule = !kept.isEmpty();
        heldRecords(subjectId, category, clocks, holds).forEach(id -> kept.put(id, new RetainedRecord(id, null)));
        boolean heldAsAWhole = holds.stream().anyMatch(hold -> hold.coversAll(subjectId, category));
        List<String> released = heldAsAWhole || mayKeep(rule) ? released(clocks, kept.keySet()) : null;
        if (kept.isEmpty() && !heldAsAWhole) {
            LocalDate end = endBroughtBy(rule);
            return end == null ? disposedOf(category, rule, released) : retainedUnnamed(rule, end);
        }
        return new PlanItem(
                category,
                Treatment.RETAIN,
                basis(byRule || mayKeep(rule) ? rule : null, holds),
                latest(kept.values()),
                reference(rule),
                explanation(byRule ? rule : null, holds),
                holds.isEmpty() ? null : holds.get(0).holdId(),
                List.copyOf(kept.values()),
                released);
    }

    /**
     * The end of what a rule retains although no clock of its records runs here, null if there is none: the erasure itself
     * ends what the records prove, and the rule's period counts from that day.
     */
    private @Nullable LocalDate endBroughtBy(@Nullable Rule rule) {
        boolean counts = rule != null
                && rule.onErasure() == OnErasure.RETAIN
                && rule.startsWhen() == StartsWhen.CLOSED
                && !ClockKind.existsFor(rule.category());
        return counts
                ? RetentionEnd.of(rule, new RecordFacts(null, null, today, false, null), years)
                        .retainUntil()
                : null;
    }

    /** Whatever the store holds of the category stays; its records are known to the store alone. */
    private static PlanItem retainedUnnamed(Rule rule, LocalDate end) {
        return new PlanItem(
                rule.category(),
                Treatment.RETAIN,
                rule.legalBasis(),
                end,
                rule.reference(),
                rule.explanation(),
                null,
                List.of(),
                null);
    }

    private static boolean mayKeep(@Nullable Rule rule) {
        return rule != null && rule.onErasure().mayKeep();
    }

    private static List<String> released(List<RecordClock> clocks, Set<String> kept) {
        return clocks.stream()
                .map(RecordClock::recordId)
                .filter(id -> !kept.contains(id))
                .sorted()
                .toList();
    }

    private List<RetainedRecord> keptByRule(@Nullable Rule rule, List<RecordClock> clocks) {
        if (rule == null || !mayKeep(rule)) {
            return List.of();
        }
        return clocks.stream()
                .filter(clock -> clock.status() == ClockStatus.OPEN
                        || (rule.onErasure() == OnErasure.RETAIN && stillRuns(clock)))
                .map(clock -> new RetainedRecord(clock.recordId(), clock.retainUntil()))
                .toList();
    }

    private boolean stillRuns(RecordClock clock) {
        LocalDate until = clock.retainUntil();
        return clock.status() == ClockStatus.RUNNING && until != null && !until.isBefore(today);
    }

    private static Set<String> heldRecords(
            UUID subjectId, DataCategory category, List<RecordClock> clocks, List<Hold> holds) {
        Stream<String> known = clocks.stream().map(RecordClock::recordId).filter(id -> holds.stream()
                .anyMatch(hold -> hold.covers(subjectId, category, id)));
        Stream<String> named = holds.stream()
                .filter(hold -> subjectId.equals(hold.subjectId()))
                .flatMap(hold -> hold.recordIds().stream());
        return Stream.concat(known, named).collect(Collectors.toCollection(TreeSet::new));
    }

    private static PlanItem disposedOf(DataCategory category, @Nullable Rule rule, @Nullable List<String> released) {
        boolean anonymise = rule != null && rule.onErasure() == OnErasure.ANONYMISE;
        return new PlanItem(
                category,
                anonymise ? Treatment.ANONYMISE : Treatment.ERASE,
                released == null || rule == null ? null : rule.legalBasis(),
                null,
                reference(rule),
                anonymise && rule != null ? rule.explanation() : "Nothing requires it to be kept.",
                null,
                List.of(),
                released);
    }

    private static String basis(@Nullable Rule rule, List<Hold> holds) {
        Stream<String> byRule = rule == null ? Stream.of() : Stream.of(rule.legalBasis());
        return Stream.concat(byRule, holds.stream().map(Hold::legalBasis))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** What an officer wrote about a hold is not for the person, or for Kafka: only that there is one. */
    private static String explanation(@Nullable Rule rule, List<Hold> holds) {
        Stream<String> byRule = rule == null ? Stream.of() : Stream.of(rule.explanation());
        Stream<String> byHold = holds.isEmpty()
                ? Stream.of()
                : Stream.of("A legal hold keeps data of this category until it is released.");
        return Stream.concat(byRule, byHold).collect(Collectors.joining(" "));
    }

    private static @Nullable LocalDate latest(Collection<RetainedRecord> records) {
        LocalDate latest = null;
        for (RetainedRecord record : records) {
            LocalDate until = record.retainUntil();
            if (until == null) {
                return null;
            }
            latest = latest == null || until.isAfter(latest) ? until : latest;
        }
        return latest;
    }

    private static String reference(@Nullable Rule rule) {
        return rule == null ? NO_RULE : rule.reference();
    }
}
