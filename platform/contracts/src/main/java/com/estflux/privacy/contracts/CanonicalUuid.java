package com.estflux.privacy.contracts;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads ids. An id is written in the one form of RFC 9562, 36 characters with four dashes in their places, in either case.
 * The JDK's own parser reads other forms too: a misplaced dash makes it another id, somebody else's.
 */
public final class CanonicalUuid {

    private static final int LENGTH = 36;

    private CanonicalUuid() {}

    /**
     * The id.
     *
     * @throws IllegalArgumentException if it is not of the form; the message holds nothing of the text
     */
    public static UUID parse(@Nullable String text) {
        UUID id = parseOrNull(text);
        if (id == null) {
            throw new IllegalArgumentException("not a canonical UUID");
        }
        return id;
    }

    /** The id; null if it is not of the form. */
    public static @Nullable UUID parseOrNull(@Nullable String text) {
        if (text == null || text.length() != LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            char character = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (character != '-') {
                    return null;
                }
            } else if (!HexFormat.isHexDigit(character)) {
                return null;
            } else if (i < 18) {
                high = high << 4 | HexFormat.fromHexDigit(character);
            } else {
                low = low << 4 | HexFormat.fromHexDigit(character);
            }
        }
        return new UUID(high, low);
    }

    /** What makes Jackson read ids, values and keys of maps, in this form alone. */
    public static Module jacksonModule() {
        return new SimpleModule("canonical-uuid")
                .addDeserializer(UUID.class, new Deserializer())
                .addKeyDeserializer(UUID.class, new Keys());
    }

    private static final class Deserializer extends StdScalarDeserializer<UUID> {

        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(UUID.class);
        }

        @Override
        public @Nullable UUID deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (UUID) context.handleUnexpectedToken(UUID.class, parser);
            }
            UUID id = parseOrNull(parser.getText());
            return id != null
                    ? id
                    : (UUID) context.handleWeirdStringValue(UUID.class, parser.getText(), "not a canonical UUID");
        }
    }

    private static final class Keys extends KeyDeserializer {

        @Override
        public @Nullable Object deserializeKey(String key, DeserializationContext context) throws IOException {
            UUID id = parseOrNull(key);
            return id != null ? id : context.handleWeirdKey(UUID.class, key, "not a canonical UUID");
        }
    }
}
