package com.estflux.privacy.consent.receipt;

import com.estflux.privacy.consent.receipt.JsonWebKeys.JsonWebKey;
import com.estflux.privacy.platform.crypto.Encryption;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.KeyPair;
import java.security.interfaces.EdECPublicKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;

/** The service's signing keys. The first is made when it is needed; private halves are stored encrypted. */
@ApplicationScoped
class SigningKeys {

    private static final String CONTEXT = "receipt-signing-key";

    private final SigningKeyRepository keys;
    private final Encryption encryption;
    private final Clock clock;

    SigningKeys(SigningKeyRepository keys, Encryption encryption, Clock clock) {
        this.keys = keys;
        this.encryption = encryption;
        this.clock = clock;
    }

    /** Signs with the newest key; joins the current transaction. */
    Uni<String> sign(byte[] payload) {
        return current().map(key -> Signatures.sign(payload, key.keyId, encryption.decrypt(key.privateKey, CONTEXT)));
    }

    /** Every key a receipt may have been signed with. */
    @WithTransaction
    Uni<JsonWebKeys> published() {
        return current()
                .chain(keys::newestFirst)
                .map(all -> new JsonWebKeys(all.stream()
                        .map(key -> new JsonWebKey(
                                "OKP", "Ed25519", "EdDSA", "sig", key.keyId, Signatures.base64(key.publicKey)))
                        .toList()));
    }

    private Uni<SigningKeyEntity> current() {
        return keys.newestFirst()
                .chain(found -> found.isEmpty()
                        ? keys.lock().chain(keys::newestFirst).chain(this::first)
                        : Uni.createFrom().item(found.get(0)));
    }

    private Uni<SigningKeyEntity> first(List<SigningKeyEntity> found) {
        return found.isEmpty() ? keys.persist(make()) : Uni.createFrom().item(found.get(0));
    }

    private SigningKeyEntity make() {
        KeyPair pair = Signatures.newKey();
        SigningKeyEntity key = new SigningKeyEntity();
        key.publicKey = Signatures.encode((EdECPublicKey) pair.getPublic());
        key.keyId = Signatures.keyId(key.publicKey);
        key.privateKey = encryption.encrypt(pair.getPrivate().getEncoded(), CONTEXT);
        key.createdAt = clock.instant().atOffset(ZoneOffset.UTC);
        return key;
    }
}
