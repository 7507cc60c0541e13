package com.estflux.privacy.dsr.fanout;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one store was told by one command, and what it answered. */
@Entity
@Table(name = "store_task")
@IdClass(StoreTaskEntity.Key.class)
class StoreTaskEntity {

    /** Command and store. */
    record Key(UUID commandId, String storeId) implements Serializable {}

    @Id
    private UUID commandId;

    @Id
    private String storeId;

    private UUID requestId;

    @Enumerated(EnumType.STRING)
    private CommandKind kind;

    @Enumerated(EnumType.STRING)
    private TaskStatus status;

    private boolean replaced;
    private long timeNeededSeconds;
    private @Nullable Instant acknowledgedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String failure;
    private @Nullable String receipt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoreTaskEntity() {}

    StoreTaskEntity(UUID commandId, String storeId, UUID requestId, CommandKind kind, Duration timeNeeded) {
        this.commandId = commandId;
        this.storeId = storeId;
        this.requestId = requestId;
        this.kind = kind;
        this.status = TaskStatus.PENDING;
        this.timeNeededSeconds = timeNeeded.toSeconds();
    }

    UUID commandId() {
        return commandId;
    }

    String storeId() {
        return storeId;
    }

    UUID requestId() {
        return requestId;
    }

    CommandKind kind() {
        return kind;
    }

    TaskStatus status() {
        return status;
    }

    boolean replaced() {
        return replaced;
    }

    Duration timeNeeded() {
        return Duration.ofSeconds(timeNeededSeconds);
    }

    @Nullable
    Instant finishedAt() {
        return finishedAt;
    }

    @Nullable
    String failure() {
        return failure;
    }

    @Nullable
    String receipt() {
        return receipt;
    }

    /** A store that said it is at work gets the time it announced; one that said nothing gets none. */
    boolean silentAt(Instant now) {
        return switch (status) {
            case PENDING -> true;
            case ACKNOWLEDGED -> acknowledgedAt != null && now.isAfter(acknowledgedAt.plus(timeNeeded()));
            case COMPLETED, FAILED -> false;
        };
    }

    void acknowledged(Instant at) {
        status = TaskStatus.ACKNOWLEDGED;
        acknowledgedAt = at;
    }

    void completed(String finalReceipt, Instant at) {
        status = TaskStatus.COMPLETED;
        receipt = finalReceipt;
        finishedAt = at;
    }

    void failed(String reason, Instant at) {
        status = TaskStatus.FAILED;
        failure = reason;
        finishedAt = at;
    }

    void replace() {
        replaced = true;
    }
}
