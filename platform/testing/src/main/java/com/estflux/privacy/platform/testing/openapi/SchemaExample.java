package com.estflux.privacy.platform.testing.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;

/** Makes values of schemas. */
final class SchemaExample {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 6;

    private final JsonNode contract;
    private final Map<String, String> usual;

    SchemaExample(JsonNode contract, Map<String, String> usual) {
        this.contract = contract;
        this.usual = usual;
    }

    /** A value of a schema: its example, or one that fits its type and format. */
    JsonNode of(JsonNode schema) {
        return of("", schema, 0);
    }

    private JsonNode of(String name, JsonNode given, int depth) {
        JsonNode schema = resolve(given);
        if (usual.containsKey(name)) {
            return NODES.textNode(usual.get(name));
        }
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.path("examples").isArray() && !schema.path("examples").isEmpty()) {
            return schema.path("examples").get(0);
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").get(0);
        }
        if (depth > DEEPEST) {
            return NODES.nullNode();
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> {
                ArrayNode items = NODES.arrayNode();
                items.add(of("", schema.path("items"), depth + 1));
                yield items;
            }
            case "integer", "number" ->
                NODES.numberNode(Math.max(1, schema.path("minimum").asInt(1)));
            case "boolean" -> NODES.booleanNode(true);
            default -> text(schema);
        };
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        schema.path("properties")
                .properties()
                .forEach(field -> object.set(field.getKey(), of(field.getKey(), field.getValue(), depth + 1)));
        return object;
    }

    private static JsonNode text(JsonNode schema) {
        return NODES.textNode(
                switch (schema.path("format").asText()) {
                    case "uuid" -> UUID.randomUUID().toString();
                    case "date-time" -> "2026-11-24T10:00:00Z";
                    case "date" -> "2026-11-24";
                    default -> "text";
                });
    }

    private JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        for (int step = 0; step < DEEPEST; step++) {
            if (resolved.has("$ref")) {
                resolved = contract.at(resolved.path("$ref").asText().substring(1));
            } else if (!resolved.path("anyOf").isEmpty()) {
                resolved = resolved.path("anyOf").get(0);
            } else if (!resolved.path("allOf").isEmpty()) {
                resolved = resolved.path("allOf").get(0);
            }
        }
        return resolved;
    }

    /** OpenAPI 3.1 lists the types of what may be null. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            return type.get(0).asText();
        }
        return schema.has("properties") ? "object" : type.asText("string");
    }
}
