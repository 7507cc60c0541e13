package com.estflux.privacy.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON Schema (2020-12) of each type's data, as published under {@code /schemas}. Thread-safe. */
final class EventSchemas {

    private final Map<EventType, JsonSchema> schemas = new EnumMap<>(EventType.class);

    EventSchemas() {
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .formatAssertionsEnabled(true)
                .failFast(true)
                .build();
        for (EventType type : EventType.values()) {
            schemas.put(type, load(factory, config, type));
        }
    }

    private static JsonSchema load(JsonSchemaFactory factory, SchemaValidatorsConfig config, EventType type) {
        String resource = "/schemas/" + type.type() + ".json";
        InputStream schema = EventSchemas.class.getResourceAsStream(resource);
        if (schema == null) {
            throw new IllegalStateException("the schema " + resource + " is missing");
        }
        JsonSchema loaded = factory.getSchema(schema, InputFormat.JSON, config);
        loaded.initializeValidators();
        return loaded;
    }

    /** Checks data against its type's schema; names the places and rules broken, never the values. */
    void check(EventType type, JsonNode data) throws InvalidEventException {
        var violations = schemas.get(type).validate(data);
        if (!violations.isEmpty()) {
            throw new InvalidEventException(
                    InvalidEventException.Reason.SCHEMA_VIOLATION,
                    violations.stream().map(EventSchemas::describe).sorted().collect(Collectors.joining("; ")));
        }
    }

    private static String describe(ValidationMessage violation) {
        // Only the rule's own place: the instance location could hold a property name chosen by the sender.
        return "breaks " + violation.getSchemaLocation().getFragment();
    }
}
