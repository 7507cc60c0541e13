package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.retention.rule.RecordFacts;
import com.estflux.privacy.retention.rule.RetentionEnd;
import com.estflux.privacy.retention.rule.Rule;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "clock")
class ClockEntity {

    @Id
    UUID clockId;

    UUID subjectId;

    String category;

    String recordId;

    @Enumerated(EnumType.STRING)
    ClockKind kind;

    /** The invoice a payment, refund or dispute is about. */
    @Nullable
    String relatedId;

    @Nullable
    Instant openedAt;

    @Nullable
    Instant closedAt;

    @Nullable
    LocalDate recordedOn;

    /** Whether the record was announced when its subject had been erased already. */
    boolean begunAfterErasure;

    /** When an erasure left the record in place. */
    @Nullable
    LocalDate erasedOn;

    @Nullable
    LocalDate retainUntil;

    @Nullable
    LocalDate disposableFrom;

    String ruleReference;

    @Nullable
    UUID disposalId;

    Instant changedAt;

    ClockEntity() {}

    ClockEntity(UUID subjectId, ClockKind kind, UUID recordId) {
        this.clockId = EventMessage.newId();
        this.subjectId = subjectId;
        this.category = kind.category().key();
        this.kind = kind;
        this.recordId = recordId.toString();
    }

    ClockStatus status() {
        if (disposalId != null) {
            return ClockStatus.DISPOSING;
        }
        return disposableFrom == null ? ClockStatus.OPEN : ClockStatus.RUNNING;
    }

    boolean isOpenDispute() {
        return kind == ClockKind.DISPUTE && closedAt == null;
    }

    /** The invoice it is, or is about. */
    String invoiceId() {
        return relatedId == null ? recordId : relatedId;
    }

    RecordFacts facts(boolean disputed) {
        return new RecordFacts(date(openedAt), recordedOn, date(closedAt), disputed, erasedOn);
    }

    /** Whether its record was announced after an erasure and belongs to the account opened then. */
    boolean belongsToLifeFrom(Instant accountOpenedAt) {
        boolean opened = openedAt != null && !openedAt.isBefore(accountOpenedAt);
        boolean recorded = recordedOn != null && !recordedOn.isBefore(Objects.requireNonNull(date(accountOpenedAt)));
        return begunAfterErasure && (opened || recorded);
    }

    /** Its subject is a customer again: no erasure left it in place. */
    void liveAgain() {
        begunAfterErasure = false;
        erasedOn = null;
    }

    /** Whether this changed anything. */
    boolean end(RetentionEnd end, Rule rule, Instant now) {
        boolean same = Objects.equals(retainUntil, end.retainUntil())
                && Objects.equals(disposableFrom, end.disposableFrom())
                && rule.reference().equals(ruleReference);
        retainUntil = end.retainUntil();
        disposableFrom = end.disposableFrom();
        ruleReference = rule.reference();
        changedAt = now;
        return !same;
    }

    RecordClock toRecord() {
        return new RecordClock(new DataCategory(category), recordId, kind, retainUntil, status(), begunAfterErasure);
    }

    private static @Nullable LocalDate date(@Nullable Instant instant) {
        return instant == null ? null : LocalDate.ofInstant(instant, Tallinn.ZONE);
    }
}
