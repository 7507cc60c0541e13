package com.estflux.privacy.contracts.proof;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** What DSSE 1.0.2 says of signing and encoding. */
final class Dsse {

    private Dsse() {}

    /** The bytes that are signed: type and body, each with its length before it. */
    static byte[] preAuthenticationEncoding(String payloadType, byte[] body) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream encoding = new ByteArrayOutputStream();
        encoding.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.UTF_8));
        encoding.writeBytes(type);
        encoding.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.UTF_8));
        encoding.writeBytes(body);
        return encoding.toByteArray();
    }

    /** Decodes Base64, standard or URL-safe: DSSE allows either. */
    static byte[] base64(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            verification.update(message);
            return verification.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of the wrong length or form is a wrong one.
            return false;
        }
    }
}
