package com.estflux.privacy.consent.objection;

import com.estflux.privacy.consent.subject.SubjectService;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.consent.ObjectionChanged;
import com.estflux.privacy.contracts.consent.ObjectionState;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.messaging.Outbox;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps objections. */
@ApplicationScoped
class ObjectionService {

    private final ObjectionRepository objections;
    private final SubjectService subjects;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    ObjectionService(
            ObjectionRepository objections, SubjectService subjects, Outbox outbox, AuditLog audit, Clock clock) {
        this.objections = objections;
        this.subjects = subjects;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A change of an objection.
     *
     * @param subjectId whose
     * @param purpose to what
     * @param state from now on
     * @param grounds why the officer ruled so; null if the person changes it
     * @param actor who says so
     */
    record Change(
            UUID subjectId,
            String purpose,
            ObjectionState state,
            @Nullable String grounds,
            String actor) {}

    @WithSession
    Uni<List<Objection>> list(UUID subjectId) {
        return objections
                .of(subjectId)
                .map(found -> found.stream().map(Objection::of).toList());
    }

    /** Changes an objection; durable, and binding on every decision from then on, when it completes. */
    @WithTransaction
    Uni<Objection> change(Change change) {
        return subjects.lock(change.subjectId())
                .chain(subjectKey -> objections.legalBasis(change.purpose()).chain(basis -> objections
                        .findById(new ObjectionEntity.Key(change.subjectId(), change.purpose()))
                        .chain(current -> isRepeated(change, current)
                                ? Uni.createFrom().item(Objection.of(current))
                                : record(change, subjectKey, basis, current))));
    }

    /** What stands already is answered as it stands. */
    private static boolean isRepeated(Change change, @Nullable ObjectionEntity current) {
        return current != null && ObjectionRules.repeats(Objection.of(current).state(), change.state());
    }

    private Uni<Objection> record(
            Change change, UUID subjectKey, @Nullable String basis, @Nullable ObjectionEntity current) {
        return apply(change, basis, current)
                .call(objection -> objections.append(objection, subjectKey, change.grounds(), change.actor()))
                .map(Objection::of)
                .call(objection -> outbox.publish(event(change.subjectId(), objection)))
                .call(objection -> audit.record(entry(change, objection)));
    }

    private Uni<ObjectionEntity> apply(Change change, @Nullable String basis, @Nullable ObjectionEntity current) {
        ObjectionRules.require(
                basis, current == null ? null : Objection.of(current).state(), change.state());
        ObjectionEntity objection = current == null ? new ObjectionEntity() : current;
        objection.subjectId = change.subjectId();
        objection.purposeKey = change.purpose();
        objection.state = change.state().name().toLowerCase(Locale.ROOT);
        objection.recordId = EventMessage.newId();
        objection.revision++;
        objection.changedAt = clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
        return objections.persist(objection);
    }

    private static ObjectionChanged event(UUID subjectId, Objection objection) {
        return new ObjectionChanged(
                subjectId,
                objection.purpose(),
                objection.state(),
                objection.recordId(),
                objection.revision(),
                objection.changedAt());
    }

    private static AuditEntry entry(Change change, Objection objection) {
        return AuditEntry.of(
                        "objection." + change.state().name().toLowerCase(Locale.ROOT),
                        change.actor(),
                        AuditOutcome.DONE)
                .about(change.subjectId())
                .object("objection-record", objection.recordId().toString());
    }
}
