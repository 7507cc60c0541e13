package com.estflux.privacy.consent.imports;

import com.estflux.privacy.platform.problem.Problems;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads NDJSON. */
final class JsonReader implements LineReader {

    private final ObjectMapper json;

    JsonReader(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public ImportLine read(String line) {
        try {
            ImportLine read = json.readValue(line, ImportLine.class);
            if (read != null) {
                return read;
            }
        } catch (JsonProcessingException e) {
            // Said below; what it says would quote the line.
        }
        throw Problems.badRequest(
                "malformed-line", "The line cannot be read", "a JSON object of known fields expected");
    }
}
