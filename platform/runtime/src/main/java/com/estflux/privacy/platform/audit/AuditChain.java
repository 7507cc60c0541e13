package com.estflux.privacy.platform.audit;

import java.io.ByteArrayOutputStream;
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
        ByteArrayOutputStream fields = new ByteArrayOutputStream(512);
        add(fields, previousHash);
        add(fields, Long.toString(position));
        add(fields, Long.toString(entry.id()));
        add(fields, entry.recordedAt().toInstant().toString());
        add(fields, entry.action());
        add(fields, entry.actor());
        add(fields, entry.outcome());
        add(fields, entry.subjectRef());
        add(fields, entry.objectKind());
        add(fields, entry.objectId());
        add(fields, entry.reason());
        return HexFormat.of().formatHex(sha256().digest(fields.toByteArray()));
    }

    /** Lengths go in too, so that no two different entries feed the digest the same bytes. */
    private static void add(ByteArrayOutputStream fields, @Nullable String field) {
        byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
        int length = field == null ? -1 : bytes.length;
        fields.write(length >>> 24);
        fields.write(length >>> 16);
        fields.write(length >>> 8);
        fields.write(length);
        fields.writeBytes(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
