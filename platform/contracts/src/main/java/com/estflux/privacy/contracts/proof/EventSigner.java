package com.estflux.privacy.contracts.proof;

import com.estflux.privacy.contracts.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs events with one participant's key, as "Verifiable CloudEvents with DSSE" says. Thread-safe. */
public final class EventSigner {

    /** The record header of the CloudEvents attribute {@code dssematerial}: Base64, as Binary attributes travel. */
    public static final String HEADER = "ce_dssematerial";

    private final SigningKey key;

    /** A signer with this key. */
    public EventSigner(SigningKey key) {
        this.key = key;
    }

    /** The key it signs with. */
    public ProofKey publicKey() {
        return key.publicKey();
    }

    /**
     * The same event with its proof.
     *
     * @throws IllegalArgumentException if it is a tombstone, which is no event
     */
    public EncodedEvent sign(EncodedEvent event) {
        byte[] data = event.data();
        if (data == null) {
            throw new IllegalArgumentException("a tombstone is no event and cannot be signed");
        }
        Map<String, String> headers = new LinkedHashMap<>(event.headers());
        byte[] core = EventDigest.core(
                name -> {
                    String value = event.headers().get(name);
                    return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
                },
                data);
        headers.put(HEADER, Dsse.base64(VerificationMaterial.seal(core, key)));
        return new EncodedEvent(event.topic(), event.key(), event.partitionKey(), headers, data);
    }
}
