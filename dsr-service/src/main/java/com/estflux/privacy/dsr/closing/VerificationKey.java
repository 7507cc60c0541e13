package com.estflux.privacy.dsr.closing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A P-256 public key as a JSON Web Key.
 *
 * @param key the key
 * @param x its first coordinate, Base64url
 * @param y its second coordinate, Base64url
 * @param keyId RFC 7638 thumbprint
 */
record VerificationKey(ECPublicKey key, String x, String y, String keyId) {

    private static final int COORDINATE_BYTES = 32;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    /** Reads an X.509 SubjectPublicKeyInfo, Base64 of DER. */
    static VerificationKey of(String base64) {
        try {
            var key = (ECPublicKey) KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            if (key.getParams().getCurve().getField().getFieldSize() != COORDINATE_BYTES * 8) {
                throw new IllegalArgumentException("a certificate key is on P-256");
            }
            String x = coordinate(key.getW().getAffineX());
            String y = coordinate(key.getW().getAffineY());
            String canonical = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}";
            byte[] thumbprint =
                    MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.US_ASCII));
            return new VerificationKey(key, x, y, URL.encodeToString(thumbprint));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an X.509 public key of an elliptic curve", e);
        }
    }

    boolean verifies(byte[] input, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initVerify(key);
            signature.update(input);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] fixed = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return URL.encodeToString(fixed);
    }
}
