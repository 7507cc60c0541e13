package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What makes an event the one it is, whatever its data: a repaired one has the same. An attribute is null where the record
 * has none.
 *
 * @param id {@code ce_id}
 * @param source {@code ce_source}
 * @param type {@code ce_type}
 * @param key the record key
 */
record EventIdentity(
        @Nullable String id,
        @Nullable String source,
        @Nullable String type,
        @Nullable String key) {

    static EventIdentity of(ConsumerRecord<byte[], byte[]> record) {
        return new EventIdentity(
                header(record, "ce_id"), header(record, "ce_source"), header(record, "ce_type"), text(record.key()));
    }

    static EventIdentity of(RepairedEvent repaired) {
        return new EventIdentity(repaired.id(), repaired.source(), repaired.type(), repaired.key());
    }

    /** Whether a repaired event is this one: it may add what this one lacks and change nothing. */
    boolean isKeptBy(EventIdentity repaired) {
        return kept(id, repaired.id)
                && kept(source, repaired.source)
                && kept(type, repaired.type)
                && kept(key, repaired.key);
    }

    private static boolean kept(@Nullable String was, @Nullable String is) {
        return was == null || was.isEmpty() || was.equals(is);
    }

    /** A keyed digest of all four: it tells whether two are the same without telling what they are. */
    String digest(Pseudonyms pseudonyms) {
        return pseudonyms.of(
                List.of(text(id), text(source), text(type), text(key)).toString());
    }

    private static String text(@Nullable String attribute) {
        return Objects.requireNonNullElse(attribute, "");
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }
}
