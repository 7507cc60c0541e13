package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Brings records that CloudEvents allows into the form the platform reads: structured mode into binary mode; a record
 * without a key gets its VPS's id, one without a time that of the record. What is no such record stays as it is, for the
 * platform's reader to say what is wrong with it.
 */
final class BinaryForm {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final List<String> ATTRIBUTES = List.of("specversion", "id", "source", "type", "time");
    private static final String TIME = "ce_time";

    private final SampleReader samples = new SampleReader();
    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The record in binary mode, with a key and a time. */
    ConsumerRecord<byte[], byte[]> of(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return record;
        }
        Headers headers = new RecordHeaders(record.headers().toArray());
        byte[] value = isStructured(record) ? data(record.value(), headers) : record.value();
        if (value == null) {
            return record;
        }
        if (headers.lastHeader(TIME) == null && record.timestamp() >= 0) {
            headers.add(TIME, bytes(Instant.ofEpochMilli(record.timestamp()).toString()));
        }
        byte[] key = record.key() == null || record.key().length == 0 ? key(value) : record.key();
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                key,
                value,
                headers,
                Optional.empty());
    }

    private static boolean isStructured(ConsumerRecord<byte[], byte[]> record) {
        Header type = record.headers().lastHeader("content-type");
        return type != null
                && type.value() != null
                && new String(type.value(), StandardCharsets.UTF_8).startsWith(STRUCTURED);
    }

    /** The data of an event in structured mode, its attributes put into headers; null if it is none. */
    private byte @Nullable [] data(byte[] value, Headers headers) {
        try {
            JsonNode event = json.readTree(value);
            JsonNode data = event.path("data");
            if (!data.isObject()) {
                return null;
            }
            for (String attribute : ATTRIBUTES) {
                headers.remove("ce_" + attribute);
                if (event.path(attribute).isTextual()) {
                    headers.add("ce_" + attribute, bytes(event.path(attribute).textValue()));
                }
            }
            return json.writeValueAsBytes(data);
        } catch (IOException e) {
            return null;
        }
    }

    private byte @Nullable [] key(byte[] value) {
        try {
            VpsSampled sample = samples.readOne(value, 0, value.length);
            return bytes(sample.vpsId().toString());
        } catch (SampleRefusedException e) {
            return null;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
