package com.estflux.privacy.consent.receipt;

import java.util.List;

/**
 * A JWK set (RFC 7517).
 *
 * @param keys every key that has signed receipts
 */
public record JsonWebKeys(List<JsonWebKey> keys) {

    /** Copies the list, so that the record cannot change. */
    public JsonWebKeys {
        keys = List.copyOf(keys);
    }

    /**
     * A public key (RFC 8037).
     *
     * @param kty always {@code OKP}
     * @param crv always {@code Ed25519}
     * @param alg always {@code EdDSA}
     * @param use always {@code sig}
     * @param kid its id
     * @param x the key, base64url
     */
    public record JsonWebKey(String kty, String crv, String alg, String use, String kid, String x) {}
}
