package com.estflux.privacy.contracts.proof;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The digest of an event's core: its context attributes and its data, in the order the extension fixes. */
final class EventDigest {

    private EventDigest() {}

    /**
     * The core digest of a Kafka record in CloudEvents binary mode.
     *
     * @param header finds a header's value by name, null if absent
     * @throws DateTimeException if the time is none
     */
    static byte[] core(Function<String, byte @Nullable []> header, byte[] data) {
        MessageDigest core = sha256();
        core.update(digest(header.apply("ce_id")));
        core.update(digest(header.apply("ce_source")));
        core.update(digest(header.apply("ce_specversion")));
        core.update(digest(header.apply("ce_type")));
        core.update(digest(header.apply("content-type")));
        core.update(digest(header.apply("ce_dataschema")));
        core.update(digest(header.apply("ce_subject")));
        core.update(digest(time(header.apply("ce_time"))));
        core.update(digest(data));
        return core.digest();
    }

    /** UTC and whole seconds, because not everyone keeps more. */
    private static byte @Nullable [] time(byte @Nullable [] time) {
        if (time == null || time.length == 0) {
            return time;
        }
        TemporalAccessor parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                new String(time, StandardCharsets.UTF_8), OffsetDateTime::from, LocalDateTime::from);
        OffsetDateTime instant =
                parsed instanceof OffsetDateTime offset ? offset : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC);
        return instant.toInstant().truncatedTo(ChronoUnit.SECONDS).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] digest(byte @Nullable [] value) {
        return sha256().digest(value == null ? new byte[0] : value);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
