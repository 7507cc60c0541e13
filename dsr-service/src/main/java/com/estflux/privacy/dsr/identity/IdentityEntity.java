package com.estflux.privacy.dsr.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the person behind a request proved, or is to prove, who they are. */
@Entity
@Table(name = "identity_check")
class IdentityEntity {

    @Id
    private UUID requestId;

    private @Nullable String codeHash;
    private @Nullable Instant codeExpiresAt;
    private int triesLeft;
    private int codesSent;
    private @Nullable Instant verifiedAt;
    private @Nullable String method;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    IdentityEntity() {}

    IdentityEntity(UUID requestId) {
        this.requestId = requestId;
    }

    UUID requestId() {
        return requestId;
    }

    int codesSent() {
        return codesSent;
    }

    void codeSent(String hash, Instant expiresAt, int tries) {
        codeHash = hash;
        codeExpiresAt = expiresAt;
        triesLeft = tries;
        codesSent++;
    }

    /** Uses a try up; a code that is wrong, expired or void is refused alike. */
    boolean accepts(String hash, Instant now) {
        if (codeHash == null || codeExpiresAt == null || triesLeft == 0 || !now.isBefore(codeExpiresAt)) {
            return false;
        }
        triesLeft--;
        return MessageDigest.isEqual(
                codeHash.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    void verified(String how, Instant at) {
        method = how;
        verifiedAt = at;
        codeHash = null;
        codeExpiresAt = null;
    }

    @Nullable
    Instant verifiedAt() {
        return verifiedAt;
    }

    @Nullable
    String method() {
        return method;
    }
}
