package com.estflux.privacy.retention.store;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.store.PrivacyStore;
import com.estflux.privacy.platform.store.StoreDescription;
import com.estflux.privacy.retention.clock.ClockStatus;
import com.estflux.privacy.retention.clock.Clocks;
import com.estflux.privacy.retention.clock.PlansOfSubject;
import com.estflux.privacy.retention.clock.RecordClock;
import com.estflux.privacy.retention.erasure.Erasures;
import com.estflux.privacy.retention.hold.Hold;
import com.estflux.privacy.retention.hold.Holds;
import com.estflux.privacy.retention.locking.Locks;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * This service as a store. Of a person it holds the clocks of their records: ids and dates. In receipts and
 * verifications a clock counts under its record's category and by its record's id, so that they can be compared with
 * those of the store that holds the record itself.
 */
@ApplicationScoped
class RetentionStore implements PrivacyStore {

    private static final Logger LOG = Logger.getLogger(RetentionStore.class);
    private static final List<DataCategory> CATEGORIES = List.of(
            DataCategory.ACCOUNT,
            DataCategory.BILLING_RECORD,
            DataCategory.SUPPORT_CORRESPONDENCE,
            DataCategory.DSR_CASE);

    private final Clocks clocks;
    private final Holds holds;
    private final PlansOfSubject plans;
    private final Erasures erasures;
    private final Locks locks;
    private final AuditLog audit;
    private final MeterRegistry meters;

    RetentionStore(
            Clocks clocks,
            Holds holds,
            PlansOfSubject plans,
            Erasures erasures,
            Locks locks,
            AuditLog audit,
            MeterRegistry meters) {
        this.clocks = clocks;
        this.holds = holds;
        this.plans = plans;
        this.erasures = erasures;
        this.locks = locks;
        this.audit = audit;
        this.meters = meters;
    }

    @Override
    public StoreDescription describe() {
        return new StoreDescription(
                "retention",
                "Retention clocks",
                "Privacy",
                "privacy@estflux.com",
                CATEGORIES,
                List.of(Right.ERASURE),
                Duration.ofMinutes(5));
    }

    @Override
    public Uni<List<CategoryOutcome>> erase(SubjectErase command) {
        UUID subjectId = command.subjectId();
        Map<DataCategory, Predicate<String>> instructed = new HashMap<>();
        CATEGORIES.forEach(category -> instructed.put(category, command.kept(category)));
        return holds.inForce(subjectId)
                .call(() -> locks.ofSubject(subjectId))
                .chain(held -> clocks.divide(
                        subjectId,
                        clock -> instructed.get(clock.category()).test(clock.recordId())
                                || isKept(command, held, clock)))
                .call(() -> erasures.carriedOut(command))
                .call(() -> audit.record(AuditEntry.of("clock.erase", AuditEntry.SYSTEM, AuditOutcome.DONE)
                        .about(subjectId)
                        .object("command", command.commandId().toString())))
                .map(divided -> outcomes(command, divided));
    }

    @Override
    public Uni<List<CategoryOutcome>> holdings(UUID subjectId) {
        return held(subjectId).map(all -> {
            List<CategoryOutcome> held = new ArrayList<>();
            for (DataCategory category : CATEGORIES) {
                List<String> ids = ids(all, category);
                if (!ids.isEmpty()) {
                    held.add(new CategoryOutcome(category, Outcome.HELD, ids.size(), null, null, RecordDigest.of(ids)));
                }
            }
            return held;
        });
    }

    /** What began while stores carry an erasure out counts when they are done: until then it would belie the receipts. */
    private Uni<List<RecordClock>> held(UUID subjectId) {
        return plans.erasureIsRunning(subjectId)
                .chain(running -> clocks.ofSubject(subjectId).map(all -> all.stream()
                        .filter(clock -> !running || !clock.begunAfterErasure())
                        .toList()));
    }

    /** Removes clocks of these records; those of a disposal under way end with it. */
    @Override
    public Uni<List<CategoryOutcome>> dispose(CategoryDispose command) {
        Predicate<RecordClock> named = clock -> clock.category().equals(command.category())
                && command.recordIds().contains(clock.recordId())
                && clock.status() != ClockStatus.DISPOSING;
        return holds.inForce(command.subjectId())
                .call(() -> locks.ofSubject(command.subjectId()))
                .chain(held -> clocks.remove(
                        command.subjectId(), clock -> named.test(clock) && !isHeld(command.subjectId(), held, clock)))
                .map(removed -> List.of(gone(command.category(), ids(removed, command.category()))));
    }

    /** Whether it stays although no instruction says so. */
    private boolean isKept(SubjectErase command, List<Hold> held, RecordClock clock) {
        boolean ownCase = command.caseId() != null
                && clock.category().equals(DataCategory.DSR_CASE)
                && clock.recordId().equals(command.caseId().toString());
        if (ownCase) {
            return true;
        }
        if (isHeld(command.subjectId(), held, clock)) {
            LOG.warnf("erasure %s does not spare what a legal hold keeps: it is kept", command.commandId());
            meters.counter("retention.erasures.against.hold").increment();
            return true;
        }
        return false;
    }

    private static boolean isHeld(UUID subjectId, List<Hold> held, RecordClock clock) {
        return held.stream().anyMatch(hold -> hold.covers(subjectId, clock.category(), clock.recordId()));
    }

    private static List<CategoryOutcome> outcomes(SubjectErase command, Clocks.Division divided) {
        List<CategoryOutcome> outcomes = new ArrayList<>();
        for (DataCategory category : CATEGORIES) {
            List<String> kept = ids(divided.kept(), category);
            List<String> removed = ids(divided.removed(), category);
            if (!removed.isEmpty() || kept.isEmpty()) {
                outcomes.add(gone(category, removed));
            }
            if (!kept.isEmpty()) {
                outcomes.add(Retained.of(command, category, divided.kept(), kept));
            }
        }
        return outcomes;
    }

    private static CategoryOutcome gone(DataCategory category, List<String> ids) {
        return ids.isEmpty()
                ? new CategoryOutcome(category, Outcome.NOT_FOUND, 0, null, null, null)
                : new CategoryOutcome(category, Outcome.ERASED, ids.size(), null, null, RecordDigest.of(ids));
    }

    private static List<String> ids(List<RecordClock> clocks, DataCategory category) {
        return clocks.stream()
                .filter(clock -> clock.category().equals(category))
                .map(RecordClock::recordId)
                .toList();
    }
}
