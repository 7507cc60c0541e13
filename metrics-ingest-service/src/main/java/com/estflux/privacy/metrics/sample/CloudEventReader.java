package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of one CloudEvents batch. An event that comes twice is one sample; another one under the same
 * source and id is refused. Extension attributes are dropped unread.
 */
final class CloudEventReader {

    /** The context attributes that are read. */
    static final List<String> ATTRIBUTES = List.of("specversion", "type", "source", "id");

    private static final int LONGEST_ATTRIBUTE = 1_000;

    private final SampleReader samples;
    private final Map<Key, VpsSampled> seen = new HashMap<>();

    CloudEventReader(SampleReader samples) {
        this.samples = samples;
    }

    private record Key(String source, String id) {}

    /**
     * Reads the event the parser stands at the start of, to its end, even if it is refused.
     *
     * @throws SampleRefusedException if it is no sample of the contract
     * @throws IOException if it is not JSON: nothing can be read after it
     */
    VpsSampled read(JsonParser parser) throws IOException, SampleRefusedException {
        Map<String, String> attributes = new HashMap<>();
        VpsSampled sample = null;
        String refusal = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data") && value == JsonToken.START_OBJECT) {
                try {
                    sample = samples.readObject(parser);
                } catch (SampleRefusedException e) {
                    refusal = e.code();
                }
            } else if (value == JsonToken.VALUE_STRING && parser.getTextLength() <= LONGEST_ATTRIBUTE) {
                attributes.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        refusal = first(refusalOf(attributes), refusal);
        if (refusal != null || sample == null) {
            throw new SampleRefusedException(refusal == null ? "missing-field: data" : refusal);
        }
        VpsSampled before = seen.putIfAbsent(
                new Key(attributes.getOrDefault("source", ""), attributes.getOrDefault("id", "")), sample);
        if (before != null && !before.equals(sample)) {
            throw new SampleRefusedException("event-id-used-again");
        }
        return sample;
    }

    /** Why an event of these attributes is refused, null if it is not. */
    static @Nullable String refusalOf(Map<String, String> attributes) {
        for (String required : ATTRIBUTES) {
            if (attributes.getOrDefault(required, "").isEmpty()) {
                return "missing-attribute: " + required;
            }
        }
        if (!"1.0".equals(attributes.get("specversion"))) {
            return "unsupported: specversion";
        }
        if (!EventType.VPS_SAMPLED.type().equals(attributes.get("type"))) {
            return "unsupported: type";
        }
        return attributes.getOrDefault("datacontenttype", "application/json").startsWith("application/json")
                ? null
                : "unsupported: datacontenttype";
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
