package com.estflux.privacy.platform.messaging;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A Kafka record as bytes, to be encrypted, and back. */
final class SealedRecord {

    private SealedRecord() {}

    static byte[] encode(ConsumerRecord<byte[], byte[]> record) {
        JsonObject headers = new JsonObject();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value());
        }
        return new JsonObject()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("timestamp", record.timestamp())
                .put("key", record.key())
                .put("headers", headers)
                .put("value", record.value())
                .toBuffer()
                .getBytes();
    }

    static ConsumerRecord<byte[], byte[]> decode(byte[] bytes) {
        JsonObject json = new JsonObject(Buffer.buffer(bytes));
        RecordHeaders headers = new RecordHeaders();
        JsonObject stored = json.getJsonObject("headers");
        stored.fieldNames().forEach(name -> headers.add(name, stored.getBinary(name)));
        return new ConsumerRecord<>(
                json.getString("topic"),
                json.getInteger("partition"),
                json.getLong("offset"),
                json.getLong("timestamp"),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                json.getBinary("key"),
                json.getBinary("value"),
                headers,
                Optional.empty());
    }
}
