package com.estflux.privacy.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Properties;

/** Passwords and keys of one stack: made up once, kept in its data folder, readable by its user alone. */
final class Secrets {

    private static final int KEY_BYTES = 32;
    private static final String CERTIFICATE_PRIVATE = "dsr.certificate.private-key";
    private static final String CERTIFICATE_PUBLIC = "dsr.certificate.public-key";

    private final SecureRandom random = new SecureRandom();
    private final Properties values = new Properties();
    private final Path file;

    private Secrets(Path file) {
        this.file = file;
    }

    /** Those of this file, which is made when first needed. */
    static Secrets in(Path file) {
        Secrets secrets = new Secrets(file);
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                secrets.values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return secrets;
    }

    /** A password, safe in URLs and SQL. */
    synchronized String password(String name) {
        String known = values.getProperty(name);
        return known != null
                ? known
                : keep(name, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes()));
    }

    /** A key of 32 bytes, Base64. */
    synchronized String key(String name) {
        String known = values.getProperty(name);
        return known != null ? known : keep(name, Base64.getEncoder().encodeToString(bytes()));
    }

    /** The private key certificates are signed with: PKCS#8, Base64. */
    synchronized String certificatePrivateKey() {
        makeCertificateKeys();
        return values.getProperty(CERTIFICATE_PRIVATE);
    }

    /** Its public key: X.509, Base64. */
    synchronized String certificatePublicKey() {
        makeCertificateKeys();
        return values.getProperty(CERTIFICATE_PUBLIC);
    }

    private void makeCertificateKeys() {
        if (values.containsKey(CERTIFICATE_PRIVATE)) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            values.setProperty(
                    CERTIFICATE_PUBLIC,
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
            keep(
                    CERTIFICATE_PRIVATE,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /** The private key a participant signs its events with: Ed25519, PKCS#8, Base64. */
    synchronized String signingPrivateKey(String participant) {
        makeSigningKeys(participant);
        return values.getProperty(participant + ".signing.private-key");
    }

    /** Its public key: X.509, Base64. */
    synchronized String signingPublicKey(String participant) {
        makeSigningKeys(participant);
        return values.getProperty(participant + ".signing.public-key");
    }

    private void makeSigningKeys(String participant) {
        if (values.containsKey(participant + ".signing.private-key")) {
            return;
        }
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            values.setProperty(
                    participant + ".signing.public-key",
                    Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
            keep(
                    participant + ".signing.private-key",
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    private byte[] bytes() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private String keep(String name, String value) {
        values.setProperty(name, value);
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            Files.deleteIfExists(partial);
            Files.createFile(
                    partial, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var writer = Files.newBufferedWriter(partial)) {
                values.store(writer, null);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return value;
    }
}
