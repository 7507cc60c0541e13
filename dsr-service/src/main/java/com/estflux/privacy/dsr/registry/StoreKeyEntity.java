package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.proof.ProofKey;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key of a store, now or once. */
@Entity
@Table(name = "store_key")
class StoreKeyEntity {

    /**
     * A store and one of its keys.
     *
     * @param storeId the store
     * @param keyId the key
     */
    @Embeddable
    record Key(String storeId, String keyId) {}

    @EmbeddedId
    private Key key;

    private String publicKey;
    private Instant admittedAt;
    private @Nullable Instant retiredAt;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    StoreKeyEntity() {}

    StoreKeyEntity(String storeId, ProofKey proofKey, Instant admittedAt) {
        this.key = new Key(storeId, proofKey.keyId());
        this.publicKey = proofKey.encoded();
        this.admittedAt = admittedAt;
    }

    Key key() {
        return key;
    }

    String publicKey() {
        return publicKey;
    }

    Instant admittedAt() {
        return admittedAt;
    }

    boolean isRetired() {
        return retiredAt != null;
    }

    void retire(Instant at) {
        retiredAt = at;
    }

    /** The store announced it again, and it was admitted again. */
    void readmit(Instant at) {
        if (retiredAt != null) {
            retiredAt = null;
            admittedAt = at;
        }
    }
}
