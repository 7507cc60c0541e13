package com.estflux.privacy.consent.receipt;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Ed25519 as JWS uses it (RFC 8037): chosen over ECDSA because openssl verifies its signatures as they are. */
final class Signatures {

    private static final String ALGORITHM = "Ed25519";
    private static final int KEY_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Signatures() {}

    static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 17 has " + ALGORITHM, e);
        }
    }

    /** The 32 bytes of a public key (RFC 8032): y, little-endian, with the sign of x in the last bit. */
    static byte[] encode(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        byte[] encoded = new byte[KEY_BYTES];
        for (int i = 0; i < Math.min(KEY_BYTES, bigEndian.length); i++) {
            encoded[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            encoded[KEY_BYTES - 1] |= (byte) 0x80;
        }
        return encoded;
    }

    /** A compact JWS over a payload. */
    static String sign(byte[] payload, String keyId, byte[] pkcs8) {
        String header = "{\"alg\":\"EdDSA\",\"typ\":\"JOSE\",\"kid\":\"" + keyId + "\"}";
        String input = base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(payload);
        try {
            PrivateKey key = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.UTF_8));
            return input + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key cannot be used", e);
        }
    }

    static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }

    /** An id that follows from the key. */
    static String keyId(byte[] publicKey) {
        return new BigInteger(1, publicKey).toString(36).substring(0, 16);
    }
}
