package com.estflux.privacy.reference;

import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.contracts.proof.SigningKey;
import com.estflux.privacy.reference.store.Issuers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The keys a system is told.
 *
 * @param own what it signs with
 * @param announced the public keys it announces: its own first, then those that overlap with it
 * @param issuers whose commands it carries out
 */
record KeySettings(SigningKey own, List<String> announced, Issuers issuers) {

    /**
     * Reads them.
     *
     * @throws InvalidSettingException if one is missing or wrong
     */
    static KeySettings read(Map<String, String> environment) {
        SigningKey own = own(
                Settings.required(environment, "SIGNING_PRIVATE_KEY"),
                Settings.required(environment, "SIGNING_PUBLIC_KEY"));
        List<ProofKey> overlapping =
                keys("SIGNING_OVERLAPPING_KEYS", environment.getOrDefault("SIGNING_OVERLAPPING_KEYS", ""));
        return new KeySettings(
                own,
                Stream.concat(Stream.of(own.publicKey()), overlapping.stream())
                        .map(ProofKey::encoded)
                        .distinct()
                        .toList(),
                new Issuers(Map.of(
                        Sender.DSR,
                        keys("DSR_PUBLIC_KEYS", Settings.required(environment, "DSR_PUBLIC_KEYS")),
                        Sender.RETENTION,
                        keys("RETENTION_PUBLIC_KEYS", Settings.required(environment, "RETENTION_PUBLIC_KEYS")))));
    }

    private static SigningKey own(String privateKey, String publicKey) {
        try {
            return SigningKey.parse(privateKey, publicKey);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    "SIGNING_PRIVATE_KEY and SIGNING_PUBLIC_KEY must be an Ed25519 key pair that fits, Base64");
        }
    }

    private static List<ProofKey> keys(String name, String keys) {
        try {
            return Stream.of(keys.split(",", -1))
                    .filter(key -> !key.isBlank())
                    .map(ProofKey::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(name + " must be Ed25519 public keys, Base64, separated by commas");
        }
    }
}
