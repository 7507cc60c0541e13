package com.estflux.privacy.contracts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** The digest a receipt carries, so that two parties can compare which records were meant without naming them. */
public final class RecordDigest {

    private RecordDigest() {}

    /** SHA-256 over the sorted record ids, each followed by a line feed; hexadecimal. */
    public static String of(Collection<String> recordIds) {
        MessageDigest digest = sha256();
        recordIds.stream().sorted().forEach(id -> {
            digest.update(id.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
