package com.estflux.privacy.consent.receipt;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** A key receipts are, or were, signed with. */
@Entity
@Table(name = "signing_key")
class SigningKeyEntity {

    @Id
    String keyId = "";

    byte[] publicKey = {};
    /** PKCS 8, encrypted. */
    byte[] privateKey = {};

    @Nullable
    OffsetDateTime createdAt;
}
