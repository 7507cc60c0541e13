package com.estflux.privacy.retention.rule;

import com.estflux.privacy.contracts.retention.FinancialYears;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When a record's retention ends.
 *
 * @param retainUntil last Tallinn date it is kept; null while that depends on an event to come, or if there is no end
 * @param disposableFrom first Tallinn date it may be disposed of; null together with {@code retainUntil}
 */
public record RetentionEnd(
        @Nullable LocalDate retainUntil, @Nullable LocalDate disposableFrom) {

    /** No end that could be told today. */
    public static final RetentionEnd OPEN = new RetentionEnd(null, null);

    /** Kept through this date, disposable the next day, whatever day of the week that is. */
    static RetentionEnd through(LocalDate date) {
        return new RetentionEnd(date, date.plusDays(1));
    }

    /** Nothing keeps it any longer: disposable on the very day. */
    static RetentionEnd at(LocalDate date) {
        return new RetentionEnd(date, date);
    }

    /**
     * Applies a rule to what is known of a record. After an erasure the rule's ordinary period no longer counts for what
     * the rule would not have retained: an open matter's records go when it closes (Art. 17(3)(e) no longer applies
     * then), and what only a legal hold kept goes when nothing holds it.
     */
    public static RetentionEnd of(Rule rule, RecordFacts facts, FinancialYears years) {
        LocalDate erasedOn = facts.erasedOn();
        if (facts.disputed()) {
            return OPEN;
        }
        if (erasedOn != null && rule.onErasure() != OnErasure.RETAIN) {
            return afterErasure(rule, facts, erasedOn);
        }
        LocalDate start =
                switch (rule.startsWhen()) {
                    case COLLECTED -> facts.openedOn();
                    case RECORDED -> facts.recordedOn();
                    case CLOSED -> facts.closedOn();
                };
        if (start == null || rule.period() == null) {
            return OPEN;
        }
        LocalDate countedFrom = rule.countedFrom() == CountedFrom.END_OF_FINANCIAL_YEAR ? years.endOf(start) : start;
        return through(countedFrom.plus(rule.period()));
    }

    private static RetentionEnd afterErasure(Rule rule, RecordFacts facts, LocalDate erasedOn) {
        if (rule.onErasure() != OnErasure.RETAIN_WHILE_OPEN) {
            return at(erasedOn);
        }
        LocalDate closedOn = facts.closedOn();
        if (closedOn == null) {
            return OPEN;
        }
        return at(closedOn.isAfter(erasedOn) ? closedOn : erasedOn);
    }
}
