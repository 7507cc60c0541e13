package com.estflux.privacy.retention.clock;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.store.Suppression;
import com.estflux.privacy.retention.locking.Locks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final PlansOfSubject plans;
    private final Suppression suppression;
    private final Locks locks;
    private final AuditLog audit;

    ClockBook(
            ClockRepository clocks,
            Reckoning reckoning,
            PlansOfSubject plans,
            Suppression suppression,
            Locks locks,
            AuditLog audit) {
        this.clocks = clocks;
        this.reckoning = reckoning;
        this.plans = plans;
        this.suppression = suppression;
        this.locks = locks;
        this.audit = audit;
    }

    /** Which record is announced. */
    record Entry(
            UUID subjectId,
            ClockKind kind,
            String recordId,
            @Nullable String relatedId) {}

    /**
     * Enters a change into a record's clock and starts it if there is none. An erased subject's records are not started
     * again: what is new is dropped and counted, only what the erasure left in place still moves. A new request of an
     * erased person is no late data, unless it arrives while the erasure is still being carried out.
     */
    Uni<Void> enter(Entry entry, Consumer<ClockEntity> change) {
        return suppression
                .contains(entry.subjectId())
                .call(() -> locks.againstNewHolds())
                .call(() -> locks.ofSubject(entry.subjectId()))
                .chain(erased -> erased ? mayStart(entry) : Uni.createFrom().item(true))
                .chain(mayStart ->
                        clocks.ofSubject(entry.subjectId()).chain(all -> enter(entry, all, mayStart, change)));
    }

    private Uni<Boolean> mayStart(Entry entry) {
        return entry.kind() == ClockKind.CASE
                ? plans.erasureIsRunning(entry.subjectId()).map(running -> !running)
                : Uni.createFrom().item(false);
    }

    private Uni<Void> enter(Entry entry, List<ClockEntity> all, boolean mayStart, Consumer<ClockEntity> change) {
        Optional<ClockEntity> known = all.stream()
                .filter(clock -> clock.kind == entry.kind() && clock.recordId.equals(entry.recordId()))
                .findFirst();
        if (known.isEmpty() && !mayStart) {
            suppression.countDropped("clocks", 1);
            return Uni.createFrom().voidItem();
        }
        if (known.isPresent() && known.get().status() == ClockStatus.DISPOSING) {
            return Uni.createFrom().voidItem();
        }
        ClockEntity clock = known.orElseGet(() -> new ClockEntity(entry.subjectId(), entry.kind(), entry.recordId()));
        clock.relatedId = entry.relatedId();
        change.accept(clock);
        List<ClockEntity> now = known.isPresent() ? all : plus(all, clock);
        return reckoning.reckon(now).chain(changed -> {
            if (known.isPresent() && !changed) {
                return Uni.createFrom().voidItem();
            }
            return (known.isPresent() ? Uni.createFrom().item(clock) : clocks.persist(clock))
                    .chain(() -> record(known.isPresent() ? "clock.move" : "clock.start", clock))
                    .chain(() -> plans.clocksChanged(entry.subjectId()));
        });
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
