package com.estflux.privacy.platform.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM with a random nonce and an authenticated context, for what must be stored but not be readable there. */
@ApplicationScoped
public class Encryption {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    Encryption(SecretsConfig secrets) {
        byte[] bytes = Base64.getDecoder().decode(secrets.encryptionKey());
        if (bytes.length != 32) {
            throw new IllegalArgumentException("estflux.secrets.encryption-key must be 32 bytes, Base64");
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    /**
     * Encrypts.
     *
     * @param plain what to encrypt
     * @param context what it belongs to; decrypting asks for the same, so that it cannot be moved elsewhere
     * @return nonce and ciphertext
     */
    public byte[] encrypt(byte[] plain, String context) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, 0, plain.length, context);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /**
     * Decrypts what {@link #encrypt} made.
     *
     * @throws IllegalArgumentException if it was changed, belongs to another context, or was made with another key
     */
    public byte[] decrypt(byte[] sealed, String context) {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new IllegalArgumentException("not something this service encrypted");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(sealed, 0, nonce, 0, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, nonce, sealed, NONCE_BYTES, sealed.length - NONCE_BYTES, context);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, int offset, int length, String context) {
        try {
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input, offset, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot be decrypted with this key and context", e);
        }
    }
}
