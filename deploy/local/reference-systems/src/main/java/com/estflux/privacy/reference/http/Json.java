package com.estflux.privacy.reference.http;

import com.estflux.privacy.contracts.CardNumbers;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Bodies: strict in what is read. */
final class Json {

    private static final int DEEPEST = 16;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .addModule(new JavaTimeModule())
            .defaultLeniency(false)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withCoercionConfig(LogicalType.Textual, textual -> {
                textual.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                textual.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                textual.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .build();

    private Json() {}

    /**
     * Reads a body; an empty one counts as an object without fields.
     *
     * @throws Problem if it is not such a body, or holds a card number
     */
    static <T> T read(byte[] body, Class<T> type) {
        try {
            JsonNode tree = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            if (holdsCardNumber(tree)) {
                throw Problem.cardNumber();
            }
            if (!tree.isObject()) {
                throw Problem.invalid("The body must be a JSON object");
            }
            return MAPPER.treeToValue(tree, type);
        } catch (JsonProcessingException e) {
            // Jackson's own message quotes the body.
            throw Problem.invalid(
                    e.getCause() instanceof Fields.InvalidFieldException invalid
                            ? invalid.getMessage()
                            : "The body is not the JSON expected here");
        } catch (IOException e) {
            throw Problem.invalid("The body is not the JSON expected here");
        }
    }

    static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holdsCardNumber(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (CardNumbers.occurIn(field.getKey()) || holdsCardNumber(field.getValue())) {
                    return true;
                }
            }
            return false;
        }
        for (JsonNode element : node) {
            if (holdsCardNumber(element)) {
                return true;
            }
        }
        return CardNumbers.occurIn(node.asText());
    }
}
