package com.estflux.privacy.contracts;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record, before it is one: CloudEvents 1.0 in binary mode.
 *
 * @param topic name of the topic
 * @param key the record key
 * @param partitionKey what decides the partition: records with the same value keep their order
 * @param headers the record headers, UTF-8
 * @param data the record value, JSON; null for a tombstone
 */
// The array never leaves the record shared: equality is by content, and nobody writes into it.
@SuppressWarnings("ArrayRecordComponent")
public record EncodedEvent(
        String topic, String key, String partitionKey, Map<String, String> headers, byte @Nullable [] data) {

    /** Copies the headers, so that the record cannot change. */
    public EncodedEvent {
        headers = Map.copyOf(headers);
    }

    /** Removes the record with this key from a compacted topic. */
    public static EncodedEvent tombstone(Topic topic, String key, String partitionKey) {
        if (!topic.compacted()) {
            throw new IllegalArgumentException("a tombstone has no effect on " + topic.topicName());
        }
        return new EncodedEvent(topic.topicName(), key, partitionKey, Map.of(), null);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodedEvent that
                && topic.equals(that.topic)
                && key.equals(that.key)
                && partitionKey.equals(that.partitionKey)
                && headers.equals(that.headers)
                && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "EncodedEvent[topic=" + topic + ", bytes=" + (data == null ? 0 : data.length) + "]";
    }
}
