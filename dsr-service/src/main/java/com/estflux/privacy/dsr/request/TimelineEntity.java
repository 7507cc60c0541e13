package com.estflux.privacy.dsr.request;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened to a request; free of personal data. */
@Entity
@Table(name = "timeline_entry")
class TimelineEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long entryId;

    private UUID requestId;
    private Instant enteredAt;
    private String event;
    private String actor;
    private @Nullable String storeId;
    private @Nullable String detail;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    TimelineEntity() {}

    TimelineEntity(
            UUID requestId,
            Instant enteredAt,
            String event,
            String actor,
            @Nullable String storeId,
            @Nullable String detail) {
        this.requestId = requestId;
        this.enteredAt = enteredAt;
        this.event = event;
        this.actor = actor;
        this.storeId = storeId;
        this.detail = detail;
    }

    UUID requestId() {
        return requestId;
    }

    long entryId() {
        return entryId == null ? 0 : entryId;
    }

    TimelineView view() {
        return new TimelineView(enteredAt, event, actor, storeId, detail);
    }
}
