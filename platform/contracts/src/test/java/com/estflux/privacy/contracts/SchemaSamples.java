package com.estflux.privacy.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Data that a type's published schema accepts, made from the schema itself. */
final class SchemaSamples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaSamples() {}

    static JsonNode schema(EventType type) {
        String resource = "/schemas/" + type.type() + ".json";
        try (InputStream schema = SchemaSamples.class.getResourceAsStream(resource)) {
            return JSON.readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Data with every property, or with the required ones alone. */
    static ObjectNode sample(EventType type, boolean whole) {
        return (ObjectNode) sample(schema(type), whole);
    }

    private static JsonNode sample(JsonNode schema, boolean whole) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (schema.has("enum")) {
            return schema.get("enum").get(0);
        }
        if (schema.has("anyOf")) {
            return sample(schema.get("anyOf").get(0), whole);
        }
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
            case "object" -> object(schema, whole);
            case "array" -> {
                ArrayNode array = make.arrayNode();
                yield whole ? array.add(sample(schema.get("items"), true)) : array;
            }
            case "integer" -> make.numberNode(schema.path("minimum").asLong(0));
            case "boolean" -> make.booleanNode(true);
            case "string" -> make.textNode(text(schema));
            default -> throw new IllegalStateException("no sample for " + schema);
        };
    }

    private static ObjectNode object(JsonNode schema, boolean whole) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            if (whole || isRequired(schema, property.getKey())) {
                object.set(property.getKey(), sample(property.getValue(), whole));
            }
        }
        return object;
    }

    static boolean isRequired(JsonNode schema, String property) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(property)) {
                return true;
            }
        }
        return false;
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> "0b7f7c1e-2f5d-4a55-9a3c-5f1f7c0e9a01";
            case "date-time" -> "2026-11-24T10:00:00Z";
            case "date" -> "2026-11-24";
            case "duration" -> "PT5M";
            case "ipv4" -> "192.0.2.17";
            case "ipv6" -> "2001:db8::17";
            default -> ofPattern(schema.path("pattern").asText());
        };
    }

    private static String ofPattern(String pattern) {
        if (pattern.startsWith("^MCowBQYDK2VwAyEA")) {
            return "MCowBQYDK2VwAyEA" + "A".repeat(43) + "=";
        }
        if (pattern.contains("0-9a-f]{64}")) {
            return "0".repeat(64);
        }
        if (pattern.startsWith("^P")) {
            return "P7Y";
        }
        return pattern.startsWith("^\\d\\d-") ? "12-31" : "account";
    }
}
