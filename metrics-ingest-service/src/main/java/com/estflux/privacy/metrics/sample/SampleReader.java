package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of samples token by token, because every sample passes here: no tree, no reflection. Strict: exactly
 * the fields of the contract, whole numbers within the contract's range; a field that comes again says the same.
 */
final class SampleReader {

    /** Largest figure: what every reader of JSON can hold. */
    static final long LARGEST = 9_007_199_254_740_991L;

    private static final String DUPLICATE = "duplicate-field: ";
    private static final String VPS_ID = "vpsId";
    private static final String SAMPLED_AT = "sampledAt";
    /** The figures, in the order of the contract. */
    static final String[] FIGURES = {
        "intervalSeconds",
        "cpuMicroseconds",
        "memoryUsedBytes",
        "diskReadBytes",
        "diskWrittenBytes",
        "diskReadOperations",
        "diskWriteOperations",
        "networkReceivedBytes",
        "networkTransmittedBytes"
    };

    private static final Map<String, Integer> POSITIONS = positions();

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxNumberLength(30)
                    .maxStringLength(10_000)
                    .build())
            .build();

    /** Opens a document; the caller moves it to the object to read. */
    JsonParser open(byte[] document, int offset, int length) throws IOException {
        return json.createParser(document, offset, length);
    }

    /** Reads one object, to its end. */
    interface ObjectReader<T> {
        T read(JsonParser parser) throws IOException, SampleRefusedException;
    }

    /**
     * Reads a document that is one sample.
     *
     * @throws SampleRefusedException if it is anything else
     */
    VpsSampled readOne(byte[] document, int offset, int length) throws SampleRefusedException {
        VpsSampled plain = PlainSample.read(document, offset, length);
        return plain == null ? readOne(document, offset, length, this::readObject) : plain;
    }

    /**
     * Reads a document that is one object.
     *
     * @throws SampleRefusedException if it is anything else
     */
    <T> T readOne(byte[] document, int offset, int length, ObjectReader<T> object) throws SampleRefusedException {
        try (JsonParser parser = open(document, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new SampleRefusedException("not-an-object");
            }
            T read = object.read(parser);
            if (parser.nextToken() != null) {
                throw new SampleRefusedException("malformed-json");
            }
            return read;
        } catch (IOException e) {
            throw new SampleRefusedException("malformed-json");
        }
    }

    /**
     * Reads the object the parser stands at the start of, to its end, even if it is refused.
     *
     * @throws SampleRefusedException if it is no sample of the contract
     * @throws IOException if it is not JSON: nothing can be read after it
     */
    VpsSampled readObject(JsonParser parser) throws IOException, SampleRefusedException {
        UUID vpsId = null;
        Instant sampledAt = null;
        long[] figures = new long[FIGURES.length];
        int seen = 0;
        String refusal = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            Integer position = POSITIONS.get(name);
            if (position == null) {
                refusal = "unknown-field";
                parser.skipChildren();
            } else {
                boolean again = (seen & (1 << position)) != 0;
                seen |= 1 << position;
                if (position < FIGURES.length) {
                    long before = figures[position];
                    refusal = first(refusal, readFigure(parser, value, figures, position));
                    refusal = first(refusal, again && figures[position] != before ? DUPLICATE + name : null);
                } else if (value != JsonToken.VALUE_STRING) {
                    refusal = "not-text: " + name;
                    parser.skipChildren();
                } else if (name.equals(VPS_ID)) {
                    UUID before = vpsId;
                    vpsId = CanonicalUuid.parseOrNull(parser.getText());
                    refusal = first(refusal, vpsId == null ? "not-a-uuid: " + VPS_ID : null);
                    refusal = first(refusal, again && !Objects.equals(vpsId, before) ? DUPLICATE + name : null);
                } else {
                    Instant before = sampledAt;
                    sampledAt = instant(parser.getText());
                    refusal = first(refusal, sampledAt == null ? "not-a-utc-time: " + SAMPLED_AT : null);
                    refusal = first(refusal, again && !Objects.equals(sampledAt, before) ? DUPLICATE + name : null);
                }
            }
        }
        if (refusal != null || vpsId == null || sampledAt == null || seen != (1 << POSITIONS.size()) - 1) {
            throw new SampleRefusedException(refusal == null ? "missing-field: " + firstMissing(seen) : refusal);
        }
        return sample(vpsId, sampledAt, figures);
    }

    private static @Nullable String readFigure(JsonParser parser, JsonToken value, long[] figures, int position)
            throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
            return "not-a-whole-number: " + FIGURES[position];
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return "out-of-range: " + FIGURES[position];
        }
        long figure = parser.getLongValue();
        figures[position] = figure;
        return figure < (position == 0 ? 1 : 0) || figure > LARGEST ? "out-of-range: " + FIGURES[position] : null;
    }

    private static @Nullable String first(@Nullable String earlier, @Nullable String later) {
        return earlier == null ? later : earlier;
    }

    /** The moment, null if it is none in UTC. */
    static @Nullable Instant instant(String text) {
        if (!text.endsWith("Z")) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String firstMissing(int seen) {
        return POSITIONS.entrySet().stream()
                .filter(field -> (seen & (1 << field.getValue())) == 0)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse("none");
    }

    private static VpsSampled sample(UUID vpsId, Instant at, long[] f) {
        return new VpsSampled(vpsId, at, f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]);
    }

    private static Map<String, Integer> positions() {
        Map<String, Integer> positions = new java.util.HashMap<>();
        for (int i = 0; i < FIGURES.length; i++) {
            positions.put(FIGURES[i], i);
        }
        positions.put(VPS_ID, FIGURES.length);
        positions.put(SAMPLED_AT, FIGURES.length + 1);
        return Map.copyOf(positions);
    }
}
