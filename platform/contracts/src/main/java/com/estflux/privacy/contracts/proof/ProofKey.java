package com.estflux.privacy.contracts.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public Ed25519 key, by which what a participant says is proved.
 *
 * @param keyId its RFC 7638 thumbprint, which DSSE envelopes name it by
 * @param encoded X.509 SubjectPublicKeyInfo, Base64: how configuration and announcements name it
 * @param publicKey the key
 */
public record ProofKey(String keyId, String encoded, PublicKey publicKey) {

    /** What comes before the 32 bytes of every Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY_BYTES = 32;

    /**
     * Reads a key.
     *
     * @param encoded X.509 SubjectPublicKeyInfo, Base64
     * @throws IllegalArgumentException if it is not an Ed25519 key in this form
     */
    public static ProofKey parse(String encoded) {
        try {
            byte[] bytes = Base64.getDecoder().decode(encoded.strip());
            if (bytes.length != PREFIX.length + KEY_BYTES
                    || !Arrays.equals(PREFIX, 0, PREFIX.length, bytes, 0, PREFIX.length)) {
                throw new IllegalArgumentException("not an Ed25519 key, X.509, Base64");
            }
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(bytes));
            return new ProofKey(thumbprint(bytes), Base64.getEncoder().encodeToString(bytes), key);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key, X.509, Base64", e);
        }
    }

    private static String thumbprint(byte[] encoded) throws GeneralSecurityException {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String x = base64.encodeToString(Arrays.copyOfRange(encoded, PREFIX.length, encoded.length));
        String jwk = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        return base64.encodeToString(MessageDigest.getInstance("SHA-256").digest(jwk.getBytes(StandardCharsets.UTF_8)));
    }
}
