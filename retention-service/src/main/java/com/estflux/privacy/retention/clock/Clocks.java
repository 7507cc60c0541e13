package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.platform.store.Suppression;
import com.estflux.privacy.platform.time.Tallinn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** The clocks of records, for plans, erasures and disposals; everything runs in the current transaction. */
@ApplicationScoped
public class Clocks {

    private final ClockRepository clocks;
    private final Reckoning reckoning;
    private final Suppression suppression;
    private final Clock clock;

    Clocks(ClockRepository clocks, Reckoning reckoning, Suppression suppression, Clock clock) {
        this.clocks = clocks;
        this.reckoning = reckoning;
        this.suppression = suppression;
        this.clock = clock;
    }

    /** What an erasure did to the clocks of a subject. */
    public record Division(List<RecordClock> kept, List<RecordClock> removed) {
        /** Copies the lists, so that the record cannot change. */
        public Division {
            kept = List.copyOf(kept);
            removed = List.copyOf(removed);
        }
    }

    /** The clocks of a subject; they stay as they are until the transaction ends. */
    public Uni<List<RecordClock>> ofSubject(UUID subjectId) {
        return clocks.ofSubject(subjectId)
                .map(all -> all.stream().map(ClockEntity::toRecord).toList());
    }

    /** Whether every one of these records of a category has a clock. */
    public Uni<Boolean> areKnown(DataCategory category, Collection<String> recordIds) {
        return clocks.count("category = ?1 and recordId in ?2", category.key(), recordIds)
                .map(known -> known == recordIds.stream().distinct().count());
    }

    /** Keeps the clocks of what an erasure leaves in place and removes the rest of the subject's for good. */
    public Uni<Division> divide(UUID subjectId, Predicate<RecordClock> kept) {
        return clocks.ofSubject(subjectId).chain(all -> {
            List<ClockEntity> stay = new ArrayList<>();
            List<ClockEntity> go = new ArrayList<>();
            all.forEach(one -> (kept.test(one.toRecord()) ? stay : go).add(one));
            stay.forEach(one -> one.erasedOn = one.erasedOn == null ? Tallinn.today(clock) : one.erasedOn);
            return reckoning
                    .reckon(stay)
                    .chain(() -> remove(go))
                    .replaceWith(() -> new Division(records(stay), records(go)));
        });
    }

    /** Removes clocks of a subject; which ones. */
    public Uni<List<RecordClock>> remove(UUID subjectId, Predicate<RecordClock> gone) {
        return clocks.ofSubject(subjectId).chain(all -> {
            List<ClockEntity> go =
                    all.stream().filter(one -> gone.test(one.toRecord())).toList();
            return remove(go).replaceWith(() -> records(go));
        });
    }

    /** Claims records whose time has come and that nothing holds; nobody else claims them meanwhile. */
    public Uni<List<DueRecord>> claimDue(int most) {
        return clocks.claimDue(Tallinn.today(clock), most).map(due -> due.stream()
                .map(one -> new DueRecord(
                        one.clockId, one.subjectId, new DataCategory(one.category), one.recordId, one.ruleReference))
                .toList());
    }

    /** Reckons a batch of clocks again whose rule has a new version; how many there were. */
    public Uni<Integer> reckonOutdated() {
        return reckoning.reckonOutdated();
    }

    /** Marks claimed records as being disposed of. */
    public Uni<Void> disposing(Collection<DueRecord> records, UUID disposalId) {
        List<UUID> ids = records.stream().map(DueRecord::clockId).toList();
        return clocks.update("disposalId = ?1 where clockId in ?2", disposalId, ids)
                .replaceWithVoid();
    }

    /** Closes the clocks of a disposal for good. */
    public Uni<Void> disposed(UUID disposalId) {
        return clocks.ofDisposal(disposalId).chain(this::remove);
    }

    /** Takes a disposal back that could not be carried out: its records are due again from a date. */
    public Uni<Void> notDisposed(UUID disposalId, LocalDate dueAgainFrom) {
        return clocks.update("disposalId = null, disposableFrom = ?1 where disposalId = ?2", dueAgainFrom, disposalId)
                .replaceWithVoid();
    }

    /** How many records are being disposed of that this would hold if it were not too late. */
    public Uni<Long> beingDisposed(Predicate<DueRecord> held) {
        return clocks.list("disposalId is not null").map(all -> all.stream()
                .filter(one -> held.test(new DueRecord(
                        one.clockId, one.subjectId, new DataCategory(one.category), one.recordId, one.ruleReference)))
                .count());
    }

    /**
     * What late events say of records that are gone must not begin their clocks again once the subject is erased. An
     * account's record is the subject, who is not erased by the end of an account.
     */
    private Uni<Void> remove(List<ClockEntity> these) {
        if (these.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return suppression
                .addAll(these.stream()
                        .filter(one -> one.kind != ClockKind.ACCOUNT)
                        .map(one -> CanonicalUuid.parse(one.recordId))
                        .toList())
                .chain(() -> clocks.delete(
                        "clockId in ?1", these.stream().map(one -> one.clockId).toList()))
                .replaceWithVoid();
    }

    private static List<RecordClock> records(List<ClockEntity> entities) {
        return entities.stream().map(ClockEntity::toRecord).toList();
    }
}
