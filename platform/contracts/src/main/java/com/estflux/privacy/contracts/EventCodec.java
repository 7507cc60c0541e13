package com.estflux.privacy.contracts;

import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns events into Kafka records and back: CloudEvents 1.0 Kafka binding, binary mode, JSON data. What it decodes has
 * passed its type's schema, belongs to its topic and key, and holds no card number. Thread-safe; create it once.
 */
public final class EventCodec {

    private static final String SPEC_VERSION = "1.0";
    private static final Map<EventType, Set<String>> MEASURES = measures();

    private final EventSchemas schemas = new EventSchemas();
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(CanonicalUuid.jacksonModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Makes the record that carries an event. */
    public EncodedEvent encode(EventMessage<?> event) {
        return encode(event, toJson(event.data()));
    }

    private static EncodedEvent encode(EventMessage<?> event, byte[] json) {
        EventType type = event.type();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", SPEC_VERSION);
        headers.put("ce_id", event.id());
        headers.put("ce_source", event.source());
        headers.put("ce_type", type.type());
        headers.put("ce_time", event.time().toString());
        headers.put("content-type", "application/json");
        return new EncodedEvent(
                type.topic().topicName(), type.keyOf(event.data()), type.partitionKeyOf(event.data()), headers, json);
    }

    /**
     * Makes the record that carries an event, held against its contract: what passes, every consumer can read.
     *
     * @throws IllegalArgumentException if it breaks the contract; the message says where, without content
     */
    public EncodedEvent encodeValid(EventMessage<?> event) {
        EventType type = event.type();
        // What is looked at is what is sent: the bytes are made of the tree.
        JsonNode tree = mapper.valueToTree(event.data());
        byte[] json = bytesOf(tree);
        EncodedEvent encoded = encode(event, json);
        try {
            // Topic, type and time are of the contract's own making.
            requireSize(encoded.topic(), json);
            requireText(encoded.key(), Reason.MISSING_KEY, "the record key is empty");
            requireText(event.id(), Reason.INVALID_ATTRIBUTE, "ce_id is empty");
            requireText(event.source(), Reason.INVALID_ATTRIBUTE, "ce_source is empty");
            check(type, tree);
            return encoded;
        } catch (InvalidEventException invalid) {
            throw new IllegalArgumentException(
                    type.type() + ": " + invalid.reason() + ": " + invalid.getMessage(), invalid);
        }
    }

    /** The JSON of an event's data, as it travels. */
    public byte[] toJson(EventData data) {
        return bytesOf(data);
    }

    private byte[] bytesOf(Object json) {
        try {
            return mapper.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads data that was written by {@link #toJson}.
     *
     * @throws UncheckedIOException if it is not such JSON
     */
    public <T extends EventData> T fromJson(byte[] json, Class<T> dataClass) {
        try {
            return mapper.readValue(json, dataClass);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a record. Tombstones are no events: do not pass them.
     *
     * @param topic name of the topic it came from
     * @param key the record key
     * @param header finds a header's value by name, null if absent
     * @param value the record value
     * @throws InvalidEventException if it is not an event of the contract
     */
    public EventMessage<?> decode(
            String topic, byte @Nullable [] key, Function<String, byte @Nullable []> header, byte[] value)
            throws InvalidEventException {
        Envelope envelope = envelopeOf(topic, key, header, value);
        EventData data = dataOf(envelope.type(), value);
        if (!envelope.type().keyOf(data).equals(envelope.key())) {
            throw new InvalidEventException(Reason.KEY_MISMATCH, "the record key does not belong to the data");
        }
        return new EventMessage<>(envelope.id(), envelope.source(), envelope.time(), data);
    }

    /** What a record says besides its data. */
    private record Envelope(String key, EventType type, String id, String source, Instant time) {}

    private static Envelope envelopeOf(
            String topic, byte @Nullable [] key, Function<String, byte @Nullable []> header, byte[] value)
            throws InvalidEventException {
        requireSize(topic, value);
        String recordKey = text(key, Reason.MISSING_KEY, "the record key is missing or not UTF-8");
        EventType type = typeOf(topic, header);
        String id = attribute(header, "ce_id");
        String source = attribute(header, "ce_source");
        Instant time = timeOf(attribute(header, "ce_time"));
        refuseCardNumber(recordKey);
        refuseCardNumber(id);
        refuseCardNumber(source);
        return new Envelope(recordKey, type, id, source, time);
    }

    private static void requireSize(String topic, byte[] value) throws InvalidEventException {
        int most = maxDataBytes(topic);
        if (value.length > most) {
            throw new InvalidEventException(Reason.OVERSIZED, "the value exceeds " + most + " bytes");
        }
    }

    private static void requireText(String text, Reason reason, String message) throws InvalidEventException {
        if (text.isEmpty()) {
            throw new InvalidEventException(reason, message);
        }
        refuseCardNumber(text);
    }

    private static int maxDataBytes(String topic) throws InvalidEventException {
        try {
            return Topic.named(topic).maxDataBytes();
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(Reason.UNKNOWN_TYPE, "no type travels on " + topic);
        }
    }

    private static EventType typeOf(String topic, Function<String, byte @Nullable []> header)
            throws InvalidEventException {
        if (!SPEC_VERSION.equals(attribute(header, "ce_specversion"))) {
            throw new InvalidEventException(Reason.INVALID_ATTRIBUTE, "ce_specversion is not " + SPEC_VERSION);
        }
        return EventType.ofType(attribute(header, "ce_type"))
                .filter(known -> known.topic().topicName().equals(topic))
                .orElseThrow(() -> new InvalidEventException(
                        Reason.UNKNOWN_TYPE, "ce_type names no type that travels on " + topic));
    }

    private EventData dataOf(EventType type, byte[] value) throws InvalidEventException {
        JsonNode json = checkedJson(type, value);
        try {
            return mapper.treeToValue(json, type.dataClass());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new InvalidEventException(Reason.SCHEMA_VIOLATION, "the data does not fit " + type.type());
        }
    }

    private JsonNode checkedJson(EventType type, byte[] value) throws InvalidEventException {
        JsonNode json;
        try {
            json = mapper.readTree(value);
        } catch (IOException e) {
            throw new InvalidEventException(Reason.MALFORMED_JSON, "the value is not one well-formed JSON document");
        }
        check(type, json);
        return json;
    }

    private void check(EventType type, JsonNode json) throws InvalidEventException {
        refuseCardNumbers(json, true, type);
        schemas.check(type, json);
    }

    /** Figures the type itself declares are measures; every other text or number could be a card number. */
    private static void refuseCardNumbers(JsonNode node, boolean top, EventType type) throws InvalidEventException {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                refuseCardNumber(field.getKey());
                if (!(top && field.getValue().isNumber() && MEASURES.get(type).contains(field.getKey()))) {
                    refuseCardNumbers(field.getValue(), false, type);
                }
            }
        } else if (node.isArray()) {
            for (JsonNode element : node) {
                refuseCardNumbers(element, false, type);
            }
        } else {
            refuseCardNumber(node.asText());
        }
    }

    private static Map<EventType, Set<String>> measures() {
        Map<EventType, Set<String>> measures = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            measures.put(
                    type,
                    Stream.of(type.dataClass().getRecordComponents())
                            .filter(component -> component.getType().isPrimitive()
                                    || Number.class.isAssignableFrom(component.getType()))
                            .map(RecordComponent::getName)
                            .collect(Collectors.toUnmodifiableSet()));
        }
        return measures;
    }

    private static void refuseCardNumber(String text) throws InvalidEventException {
        if (CardNumbers.occurIn(text)) {
            throw new InvalidEventException(Reason.CARD_NUMBER, "the record holds what looks like a card number");
        }
    }

    private static Instant timeOf(String time) throws InvalidEventException {
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            throw new InvalidEventException(Reason.INVALID_ATTRIBUTE, "ce_time is not an RFC 3339 UTC time");
        }
    }

    private static String attribute(Function<String, byte @Nullable []> header, String name)
            throws InvalidEventException {
        return text(header.apply(name), Reason.INVALID_ATTRIBUTE, name + " is missing or not UTF-8");
    }

    private static String text(byte @Nullable [] bytes, Reason reason, String message) throws InvalidEventException {
        if (bytes == null || bytes.length == 0) {
            throw new InvalidEventException(reason, message);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidEventException(reason, message);
        }
    }
}
