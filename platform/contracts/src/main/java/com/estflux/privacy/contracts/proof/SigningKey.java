package com.estflux.privacy.contracts.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** A participant's own Ed25519 key pair. Thread-safe. */
public final class SigningKey {

    private final PrivateKey privateKey;
    private final ProofKey publicKey;

    private SigningKey(PrivateKey privateKey, ProofKey publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Reads a pair.
     *
     * @param privateKey PKCS#8, Base64
     * @param publicKey X.509 SubjectPublicKeyInfo, Base64
     * @throws IllegalArgumentException if one is no Ed25519 key, or the two do not fit
     */
    public static SigningKey parse(String privateKey, String publicKey) {
        SigningKey key;
        try {
            byte[] bytes = Base64.getDecoder().decode(privateKey.strip());
            key = new SigningKey(
                    KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(bytes)),
                    ProofKey.parse(publicKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 private key, PKCS#8, Base64", e);
        }
        byte[] probe = "the two keys fit".getBytes(StandardCharsets.UTF_8);
        if (!Dsse.verifies(key.publicKey.publicKey(), probe, key.sign(probe))) {
            throw new IllegalArgumentException("the private and the public key do not fit");
        }
        return key;
    }

    /** The public half. */
    public ProofKey publicKey() {
        return publicKey;
    }

    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform signs with Ed25519", e);
        }
    }
}
