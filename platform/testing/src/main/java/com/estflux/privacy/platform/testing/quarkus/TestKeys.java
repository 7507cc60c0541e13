package com.estflux.privacy.platform.testing.quarkus;

import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.contracts.proof.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key pairs of the participants in tests: the same in every JVM, so that a service in a process of its own and its
 * test agree on them.
 */
public final class TestKeys {

    /** The participants whose stores a service under test admits by itself. */
    public static final List<String> STORES =
            List.of("consent", "dsr", "retention", "metrics", "account", "billing", "support");

    private static final Map<String, TestKeys> KEYS = new ConcurrentHashMap<>();

    private final String privateKey;
    private final String publicKey;

    private TestKeys(String participant) {
        try {
            byte[] seed = MessageDigest.getInstance("SHA-256")
                    .digest(("key of tests: " + participant).getBytes(StandardCharsets.UTF_8));
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(255, new Seeded(seed));
            KeyPair pair = generator.generateKeyPair();
            privateKey = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
            publicKey = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /** The pair of a participant, or of anybody else a test makes up. */
    public static TestKeys of(String participant) {
        return KEYS.computeIfAbsent(participant, TestKeys::new);
    }

    /** The pair, to sign with. */
    public SigningKey pair() {
        return SigningKey.parse(privateKey, publicKey);
    }

    /** The private key: PKCS#8, Base64. */
    public String privateKey() {
        return privateKey;
    }

    /** The public key: X.509, Base64. */
    public String publicKey() {
        return publicKey;
    }

    /**
     * What makes a service sign as itself, believe the issuers, each with the key of {@code …-next} too, and admit the
     * stores of the tests.
     */
    public static Map<String, String> configuration(String service) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("estflux.signing.private-key", of(service).privateKey());
        configuration.put("estflux.signing.public-key", of(service).publicKey());
        for (String issuer : List.of(Sender.DSR, Sender.RETENTION)) {
            configuration.put(
                    "estflux.trust.issuers." + issuer,
                    of(issuer).publicKey() + "," + of(issuer + "-next").publicKey());
        }
        STORES.forEach(store ->
                configuration.put("estflux.trust.stores." + store, of(store).publicKey()));
        return configuration;
    }

    /** The source an event must have to be believed; {@code /tests} for one that needs no proof. */
    public static String sourceOf(EventData data) {
        return Sender.of(EventType.of(data))
                .map(sender -> Sender.sourceOf(sender.participant().apply(data)))
                .orElse("/tests");
    }

    /** The participant behind a source. */
    static String participant(String source) {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    /** Gives the same bytes each time: exactly what nobody may do outside of tests. */
    private static final class Seeded extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        private Seeded(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
