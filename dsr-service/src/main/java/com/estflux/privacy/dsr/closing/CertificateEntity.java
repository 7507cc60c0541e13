package com.estflux.privacy.dsr.closing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A signed certificate. */
@Entity
@Table(name = "certificate")
class CertificateEntity {

    @Id
    private UUID requestId;

    private String jws;
    private Instant issuedAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    CertificateEntity() {}

    CertificateEntity(UUID requestId, String jws, Instant issuedAt) {
        this.requestId = requestId;
        this.jws = jws;
        this.issuedAt = issuedAt;
    }

    UUID requestId() {
        return requestId;
    }

    String jws() {
        return jws;
    }

    Instant issuedAt() {
        return issuedAt;
    }
}
