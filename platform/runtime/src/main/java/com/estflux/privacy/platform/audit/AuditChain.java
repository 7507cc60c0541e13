package com.estflux.privacy.platform.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The arithmetic of the chain: each hash covers the one before it, its position and every field of its entry. */
final class AuditChain {

    /** What the first entry's hash covers in place of an earlier one. */
    static final String GENESIS = "0".repeat(64);

    private AuditChain() {}

    /** One stored entry, as hashed. */
    record StoredEntry(
            long id,
            OffsetDateTime recordedAt,
            String action,
            String actor,
            String outcome,
            @Nullable String subjectRef,
            @Nullable String objectKind,
            @Nullable String objectId,
            @Nullable String reason) {}

    static String hash(String previousHash, long position, StoredEntry entry) {
        MessageDigest digest = sha256();
        add(digest, previousHash);
        add(digest, Long.toString(position));
        add(digest, Long.toString(entry.id()));
        add(digest, entry.recordedAt().toInstant().toString());
        add(digest, entry.action());
        add(digest, entry.actor());
        add(digest, entry.outcome());
        add(digest, entry.subjectRef());
        add(digest, entry.objectKind());
        add(digest, entry.objectId());
        add(digest, entry.reason());
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Lengths go in too, so that no two different entries feed the digest the same bytes. */
    private static void add(MessageDigest digest, @Nullable String field) {
        byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(field == null ? -1 : bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
