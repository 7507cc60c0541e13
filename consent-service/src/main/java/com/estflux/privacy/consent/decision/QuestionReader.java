package com.estflux.privacy.consent.decision;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of a bulk query: {@code {"subjectId":…,"purpose":…}}, or a bare id where the query names the purpose. */
final class QuestionReader {

    private static final int UUID_LENGTH = 36;
    private static final int LONGEST_PURPOSE = 64;

    private final JsonFactory json = new JsonFactory();
    private final @Nullable String purpose;

    QuestionReader(@Nullable String purpose) {
        this.purpose = purpose;
    }

    /** The question of a line; null if it is none. */
    @Nullable
    Question read(byte[] line) {
        try {
            return line[0] == '{' ? object(line) : bare(line);
        } catch (IOException | IllegalArgumentException notAQuestion) {
            return null;
        }
    }

    private @Nullable Question bare(byte[] line) {
        String id = new String(line, StandardCharsets.UTF_8).strip();
        return purpose == null || id.length() != UUID_LENGTH ? null : new Question(CanonicalUuid.parse(id), purpose);
    }

    private @Nullable Question object(byte[] line) throws IOException {
        String subjectId = null;
        String asked = purpose;
        try (JsonParser parser = json.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "subjectId" -> subjectId = parser.getValueAsString();
                    case "purpose" -> asked = parser.getValueAsString();
                    default -> {
                        return null;
                    }
                }
            }
        }
        // No key of a purpose holds NUL, and the database cannot even be asked about one.
        return subjectId == null || asked == null || asked.length() > LONGEST_PURPOSE || asked.indexOf('\0') >= 0
                ? null
                : new Question(CanonicalUuid.parse(subjectId), asked);
    }
}
