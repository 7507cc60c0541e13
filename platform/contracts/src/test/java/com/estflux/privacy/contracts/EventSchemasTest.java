package com.estflux.privacy.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.estflux.privacy.contracts.InvalidEventException.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSchemasTest {

    private static final EventCodec CODEC = new EventCodec();

    /** Texts of no fixed form, and why none of them names a person. */
    private static final Map<String, String> FREE_TEXTS = Map.ofEntries(
            Map.entry("category.dispose/recordIds", "ids"),
            Map.entry("category.dispose/ruleVersion", "a rule's id"),
            Map.entry("command.completed/outcomes/legalBasis", "an article of law"),
            Map.entry("hold.changed/legalBasis", "an article of law"),
            Map.entry("hold.changed/recordIds", "ids"),
            Map.entry("plan.proposed/items/legalBasis", "an article of law"),
            Map.entry("plan.proposed/items/ruleVersion", "a rule's id"),
            Map.entry("plan.proposed/items/explanation", "written by the rule, the same for everybody"),
            Map.entry("plan.proposed/items/records/recordId", "an id"),
            Map.entry("plan.proposed/items/released", "ids"),
            Map.entry("policy.published/version", "a version"),
            Map.entry("store.announced/displayName", "a system's"),
            Map.entry("store.announced/owner", "a team's or company's"),
            Map.entry("store.announced/contact", "a role mailbox"),
            Map.entry("subject.erase/instructions/legalBasis", "an article of law"),
            Map.entry("subject.erase/instructions/records/recordId", "an id"),
            Map.entry("subject.erase/instructions/released", "ids"),
            Map.entry("subject.export/deliveryUrl", "usable once, after authentication"),
            Map.entry("subject.rectify/correctionUrl", "usable once, after authentication"));

    private static final Set<EventType> WITH_ADDRESS = Set.of(EventType.IP_ASSIGNED, EventType.IP_RELEASED);

    @ParameterizedTest
    @EnumSource
    void shouldCarryEveryTypeThereAndBack(EventType type) throws InvalidEventException {
        for (boolean whole : new boolean[] {true, false}) {
            EventData data = CODEC.fromJson(bytes(SchemaSamples.sample(type, whole)), type.dataClass());
            var event = new EventMessage<>("1", "/tests", Instant.parse("2026-11-24T10:00:00Z"), data);
            EncodedEvent encoded = CODEC.encodeValid(event);

            assertThat(decode(encoded, Objects.requireNonNull(encoded.data()))).isEqualTo(event);
            assertThat(EventType.of(data)).isEqualTo(type);
            assertThat(EventType.ofType(type.type())).contains(type);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldDescribeTheRecordsOfTheCode(EventType type) {
        List<String> described = new ArrayList<>();
        SchemaSamples.schema(type).get("properties").fieldNames().forEachRemaining(described::add);

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Stream.of(type.dataClass().getRecordComponents())
                        .map(component -> component.getName())
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void shouldRefuseWhatIsMissingOrOfAnotherKind(EventType type) {
        JsonNode schema = SchemaSamples.schema(type);
        EncodedEvent good = encoded(type);
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            String name = property.getKey();
            ObjectNode wrong = SchemaSamples.sample(type, true);
            wrong.put(name, "No Such Value \u0000");
            if (!FREE_TEXTS.containsKey(type.shortName() + "/" + name)) {
                refused(good, wrong, type + " with another " + name);
            }
            wrong = SchemaSamples.sample(type, true);
            wrong.putObject(name);
            refused(good, wrong, type + " with an object for " + name);
            if (SchemaSamples.isRequired(schema, name)) {
                wrong = SchemaSamples.sample(type, true);
                wrong.remove(name);
                refused(good, wrong, type + " without " + name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHaveNoRoomForDirectIdentifiers(EventType type) {
        List<String> rooms = new ArrayList<>();
        collectRooms(SchemaSamples.schema(type), type.shortName(), rooms);

        if (WITH_ADDRESS.contains(type)) {
            assertThat(rooms).containsExactly(type.shortName() + "/ipAddress");
        } else {
            assertThat(FREE_TEXTS.keySet()).containsAll(rooms);
        }
    }

    /** Where a text of any form, or an address, could be put. */
    private static void collectRooms(JsonNode schema, String path, List<String> rooms) {
        if (schema.has("properties")) {
            for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
                collectRooms(property.getValue(), path + "/" + property.getKey(), rooms);
            }
        } else if (schema.has("items")) {
            collectRooms(schema.get("items"), path, rooms);
        } else if (schema.path("type").toString().contains("string") || schema.has("anyOf")) {
            boolean formed = schema.has("enum") || schema.has("pattern") || isId(schema);
            if (!formed) {
                rooms.add(path);
            }
        }
    }

    private static boolean isId(JsonNode schema) {
        return Set.of("uuid", "date", "date-time", "duration")
                .contains(schema.path("format").asText());
    }

    private static void refused(EncodedEvent good, ObjectNode data, String what) {
        var refusal = catchThrowableOfType(InvalidEventException.class, () -> decode(good, bytes(data)));
        assertThat(refusal).as(what).isNotNull();
        assertThat(refusal.reason()).as(what).isEqualTo(Reason.SCHEMA_VIOLATION);
        assertThat(refusal.getMessage()).doesNotContain("No Such Value");
    }

    private static EncodedEvent encoded(EventType type) {
        EventData data = CODEC.fromJson(bytes(SchemaSamples.sample(type, true)), type.dataClass());
        return CODEC.encode(new EventMessage<>("1", "/tests", Instant.parse("2026-11-24T10:00:00Z"), data));
    }

    private static EventMessage<?> decode(EncodedEvent event, byte[] data) throws InvalidEventException {
        return CODEC.decode(
                event.topic(),
                event.key().getBytes(StandardCharsets.UTF_8),
                name -> {
                    String value = event.headers().get(name);
                    return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
                },
                data);
    }

    private static byte[] bytes(ObjectNode data) {
        return data.toString().getBytes(StandardCharsets.UTF_8);
    }
}
