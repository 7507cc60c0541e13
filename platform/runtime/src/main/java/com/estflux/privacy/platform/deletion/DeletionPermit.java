package com.estflux.privacy.platform.deletion;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.retention.RulePublished;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What may be deleted by date in the transaction it was given in: all that the rule of its category no longer keeps and
 * no hold covers. Neither rules nor holds change before that transaction ends.
 */
public final class DeletionPermit {

    private final LocalDate today;
    private final Map<DataCategory, RulePublished> rules;
    private final List<KnownHold> holds;

    DeletionPermit(LocalDate today, Map<DataCategory, RulePublished> rules, List<KnownHold> holds) {
        this.today = today;
        this.rules = Map.copyOf(rules);
        this.holds = List.copyOf(holds);
    }

    /**
     * The last Tallinn date on which the clock of a record may have started for the record to be deleted today. Empty
     * means that nothing of the category is deleted by date: its rule has no end, there is none, or a hold covers the
     * whole category.
     */
    public Optional<LocalDate> lastStartOver(DataCategory category) {
        return isHeldAsAWhole(category)
                ? Optional.empty()
                : Optional.ofNullable(rules.get(category)).flatMap(rule -> rule.lastStartOver(today));
    }

    /** Whether a hold covers everything of the category, whoever it is about. */
    public boolean isHeldAsAWhole(DataCategory category) {
        return holdsOn(category)
                .anyMatch(hold -> hold.subjectId() == null && hold.recordIds().isEmpty());
    }

    /** Whose data of the category stays; for what consists of several records, also whose records stay. */
    public UUID[] heldSubjects(DataCategory category) {
        return holdsOn(category)
                .map(KnownHold::subjectId)
                .filter(Objects::nonNull)
                .distinct()
                .toArray(UUID[]::new);
    }

    /** Which records of the category stay, by their ids; those of {@link #heldSubjects} stay anyhow. */
    public String[] heldRecords(DataCategory category) {
        return holdsOn(category)
                .flatMap(hold -> hold.recordIds().stream())
                .distinct()
                .toArray(String[]::new);
    }

    private Stream<KnownHold> holdsOn(DataCategory category) {
        return holds.stream().filter(hold -> hold.concerns(category));
    }
}
