package com.estflux.privacy.dsr.fanout;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A command given, as it is sent again to stores that stay silent. */
@Entity
@Table(name = "command")
class CommandEntity {

    @Id
    private UUID commandId;

    private UUID requestId;

    @Enumerated(EnumType.STRING)
    private CommandKind kind;

    private String payload;
    private Instant issuedAt;
    private int sendings;
    private @Nullable Instant nextSendAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    CommandEntity() {}

    CommandEntity(UUID commandId, UUID requestId, CommandKind kind, String payload, Instant issuedAt, Instant next) {
        this.commandId = commandId;
        this.requestId = requestId;
        this.kind = kind;
        this.payload = payload;
        this.issuedAt = issuedAt;
        this.sendings = 1;
        this.nextSendAt = next;
    }

    UUID commandId() {
        return commandId;
    }

    UUID requestId() {
        return requestId;
    }

    CommandKind kind() {
        return kind;
    }

    String payload() {
        return payload;
    }

    Instant issuedAt() {
        return issuedAt;
    }

    int sendings() {
        return sendings;
    }

    @Nullable
    Instant nextSendAt() {
        return nextSendAt;
    }

    void sentAgain() {
        sendings++;
    }

    void sendNextAt(@Nullable Instant at) {
        nextSendAt = at;
    }
}
