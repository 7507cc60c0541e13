package com.estflux.privacy.retention.clock;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.store.Suppression;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.retention.locking.Locks;
import com.estflux.privacy.retention.rule.Rule;
import com.estflux.privacy.retention.rule.RuleService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Enters what was announced into the clocks of a subject, in the current transaction. */
@ApplicationScoped
class ClockBook {

    private final ClockRepository clocks;
    private final Reckoning reckoning;
    private final RuleService rules;
    private final PlansOfSubject plans;
    private final Suppression suppression;
    private final Locks locks;
    private final AuditLog audit;
    private final Clock time;

    ClockBook(
            ClockRepository clocks,
            Reckoning reckoning,
            RuleService rules,
            PlansOfSubject plans,
            Suppression suppression,
            Locks locks,
            AuditLog audit,
            Clock time) {
        this.clocks = clocks;
        this.reckoning = reckoning;
        this.rules = rules;
        this.plans = plans;
        this.suppression = suppression;
        this.locks = locks;
        this.audit = audit;
        this.time = time;
    }

    /**
     * Which record is announced.
     *
     * @param happenedAt when what is announced happened, UTC: what is older than a person's return belongs to the life
     *     that was erased
     */
    record Entry(
            UUID subjectId,
            ClockKind kind,
            UUID recordId,
            @Nullable UUID relatedId,
            Instant happenedAt) {}

    /**
     * Lets a person back who opened an account after their erasure. Clocks of the new life that began before this was
     * known are reckoned like anybody's.
     */
    Uni<Void> readmit(UUID subjectId, Instant openedAt) {
        return suppression
                .readmit(subjectId, openedAt)
                .chain(returned ->
                        returned ? adopt(subjectId, openedAt) : Uni.createFrom().voidItem());
    }

    private Uni<Void> adopt(UUID subjectId, Instant openedAt) {
        return locks.againstNewHolds()
                .chain(() -> locks.ofSubject(subjectId))
                .chain(() -> clocks.ofSubject(subjectId))
                .chain(all -> {
                    all.stream()
                            .filter(clock -> clock.belongsToLifeFrom(openedAt))
                            .forEach(ClockEntity::liveAgain);
                    return reckoning.reckon(all);
                })
                .chain(() -> audit.record(AuditEntry.of("subject.readmit", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .about(subjectId)));
    }

    /**
     * Enters a change into a record's clock and starts it if there is none. Of an erased subject, clocks of what was
     * erased or disposed of are not started again, nor any of a category an erasure empties: that is dropped and counted.
     * What the erasure left in place still moves, and a record that no plan knew, so that its store kept it, begins.
     */
    Uni<Void> enter(Entry entry, Consumer<ClockEntity> change) {
        return suppression
                .excludes(entry.subjectId(), entry.happenedAt())
                .call(() -> locks.againstNewHolds())
                .call(() -> locks.ofSubject(entry.subjectId()))
                .chain(erased -> clocks.ofSubject(entry.subjectId()).chain(all -> enter(entry, all, erased, change)));
    }

    private Uni<Void> enter(Entry entry, List<ClockEntity> all, boolean erased, Consumer<ClockEntity> change) {
        Optional<ClockEntity> known = all.stream()
                .filter(clock -> clock.kind == entry.kind()
                        && clock.recordId.equals(entry.recordId().toString()))
                .findFirst();
        if (known.isPresent()) {
            return move(known.get(), entry, all, change);
        }
        if (!erased) {
            return start(new ClockEntity(entry.subjectId(), entry.kind(), entry.recordId()), entry, all, change);
        }
        return ruleToBeginBy(entry).chain(rule -> {
            if (rule.isEmpty()) {
                suppression.countDropped("clocks", 1);
                return Uni.createFrom().voidItem();
            }
            ClockEntity clock = new ClockEntity(entry.subjectId(), entry.kind(), entry.recordId());
            clock.begunAfterErasure = true;
            clock.ruleReference = rule.get().reference();
            // A new request begins anew; anything else belongs to what the erasure left in place.
            clock.erasedOn = entry.kind() == ClockKind.CASE ? null : Tallinn.today(time);
            return start(clock, entry, all, change);
        });
    }

    /** By which rule an erased subject's record begins, if any; asked when the subject's clocks are locked. */
    private Uni<Optional<Rule>> ruleToBeginBy(Entry entry) {
        return rules.book().chain(book -> {
            Rule rule = book.of(entry.kind().category());
            return rule != null && rule.onErasure().mayKeep()
                    ? suppression.contains(entry.recordId()).map(gone -> gone ? Optional.empty() : Optional.of(rule))
                    : Uni.createFrom().item(Optional.empty());
        });
    }

    private Uni<Void> move(ClockEntity clock, Entry entry, List<ClockEntity> all, Consumer<ClockEntity> change) {
        if (clock.status() == ClockStatus.DISPOSING) {
            return Uni.createFrom().voidItem();
        }
        relate(clock, entry, change);
        return reckoning
                .reckon(all)
                .chain(changed -> changed
                        ? changed("clock.move", clock)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> start(ClockEntity clock, Entry entry, List<ClockEntity> all, Consumer<ClockEntity> change) {
        relate(clock, entry, change);
        return reckoning
                .reckon(plus(all, clock))
                .chain(() -> clocks.persist(clock))
                .chain(() -> changed("clock.start", clock));
    }

    private static void relate(ClockEntity clock, Entry entry, Consumer<ClockEntity> change) {
        clock.relatedId = entry.relatedId() == null ? null : entry.relatedId().toString();
        change.accept(clock);
    }

    private Uni<Void> changed(String action, ClockEntity clock) {
        return record(action, clock).chain(() -> plans.clocksChanged(clock.subjectId));
    }

    private Uni<Void> record(String action, ClockEntity clock) {
        return audit.record(AuditEntry.of(action, AuditEntry.SYSTEM, AuditOutcome.DONE)
                .about(clock.subjectId)
                .object("clock", clock.clockId.toString()));
    }

    private static List<ClockEntity> plus(List<ClockEntity> all, ClockEntity one) {
        return Stream.concat(all.stream(), Stream.of(one)).toList();
    }
}
