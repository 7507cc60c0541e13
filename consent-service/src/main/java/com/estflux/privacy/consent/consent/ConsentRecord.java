package com.estflux.privacy.consent.consent;

import com.estflux.privacy.contracts.consent.ConsentState;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the history. Its hash covers all of it and the entry before it of the same subject and purpose; the
 * subject is its internal key, so that the chain still verifies when nobody can tell whose it was.
 *
 * @param recordId UUIDv7
 * @param subjectKey stands for the subject
 * @param purpose the purpose
 * @param revision counts from 1 without gaps
 * @param state the state from here on
 * @param noticeVersion version of the notice shown
 * @param noticeHash hash of the notice shown
 * @param language language of the notice shown
 * @param channel where it was decided
 * @param actor who said so
 * @param decidedAt when, UTC, microseconds
 * @param expiresAt when it lapses, null if never
 * @param previousHash hash of the entry before
 */
record ConsentRecord(
        UUID recordId,
        UUID subjectKey,
        String purpose,
        long revision,
        ConsentState state,
        int noticeVersion,
        String noticeHash,
        String language,
        String channel,
        String actor,
        Instant decidedAt,
        @Nullable Instant expiresAt,
        String previousHash) {

    /** How the audit log names whoever imports begins with this. */
    static final String IMPORT = "import:";

    /** Whether another system recorded it first. */
    boolean imported() {
        return actor.startsWith(IMPORT);
    }

    /** The state as the database and the JSON have it. */
    String stateName() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** SHA-256 over every field, each with its length before it. */
    String hash() {
        ByteArrayOutputStream fields = new ByteArrayOutputStream(512);
        add(fields, previousHash);
        add(fields, recordId.toString());
        add(fields, subjectKey.toString());
        add(fields, purpose);
        add(fields, Long.toString(revision));
        add(fields, stateName());
        add(fields, Integer.toString(noticeVersion));
        add(fields, noticeHash);
        add(fields, language);
        add(fields, channel);
        add(fields, actor);
        add(fields, decidedAt.toString());
        add(fields, expiresAt == null ? "" : expiresAt.toString());
        return HexFormat.of().formatHex(sha256().digest(fields.toByteArray()));
    }

    private static void add(ByteArrayOutputStream fields, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        fields.write(bytes.length >>> 24);
        fields.write(bytes.length >>> 16);
        fields.write(bytes.length >>> 8);
        fields.write(bytes.length);
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
