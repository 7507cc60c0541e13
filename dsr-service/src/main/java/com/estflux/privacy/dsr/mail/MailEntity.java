package com.estflux.privacy.dsr.mail;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A letter waiting to be sent. */
@Entity
@Table(name = "mail")
class MailEntity {

    @Id
    private UUID mailId;

    private UUID requestId;
    private String kind;
    private byte[] sealed;
    private int tries;
    private Instant nextTryAt;
    private @Nullable Instant givenUpAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    MailEntity() {}

    MailEntity(UUID mailId, UUID requestId, String kind, byte[] sealed, Instant nextTryAt) {
        this.mailId = mailId;
        this.requestId = requestId;
        this.kind = kind;
        this.sealed = sealed;
        this.nextTryAt = nextTryAt;
    }

    UUID mailId() {
        return mailId;
    }

    UUID requestId() {
        return requestId;
    }

    String kind() {
        return kind;
    }

    byte[] sealed() {
        return sealed;
    }

    int tries() {
        return tries;
    }

    void tryAgainAt(Instant at) {
        tries++;
        nextTryAt = at;
    }

    Instant nextTryAt() {
        return nextTryAt;
    }

    @Nullable
    Instant givenUpAt() {
        return givenUpAt;
    }
}
