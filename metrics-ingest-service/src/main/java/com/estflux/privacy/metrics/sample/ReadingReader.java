package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.metrics.counter.Counter;
import com.estflux.privacy.metrics.counter.Reading;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of counter readings. Strict: {@code vpsId}, {@code readAt}, {@code boot}, {@code device} where there are
 * several, any of the counters, and nothing else; a field that comes again says the same.
 */
final class ReadingReader {

    private static final String DUPLICATE = "duplicate-field: ";
    private static final String BOOT = "boot";
    private static final String DEVICE = "device";
    private static final String VPS_ID = "vpsId";
    private static final String READ_AT = "readAt";

    private @Nullable UUID vpsId;
    private @Nullable Instant readAt;
    private @Nullable String device;
    private long boot = -1;
    private final Map<Counter, Long> figures = new EnumMap<>(Counter.class);
    private @Nullable String refusal;

    private ReadingReader() {}

    /**
     * Reads the object the parser stands at the start of, to its end, even if it is refused.
     *
     * @throws SampleRefusedException if it is no reading
     * @throws IOException if it is not JSON: nothing can be read after it
     */
    static Reading read(JsonParser parser) throws IOException, SampleRefusedException {
        ReadingReader reader = new ReadingReader();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            reader.take(name, parser.nextToken(), parser);
        }
        return reader.reading();
    }

    private void take(String name, JsonToken value, JsonParser parser) throws IOException {
        Counter counter = Counter.ofJson(name);
        if (counter != null) {
            Long figure = figure(name, value, parser);
            Long before = figures.put(counter, figure);
            refuse(before == null || before.equals(figure) ? null : DUPLICATE + name);
        } else if (name.equals(BOOT)) {
            long before = boot;
            boot = figure(name, value, parser);
            refuse(before < 0 || before == boot ? null : DUPLICATE + name);
        } else if (name.equals(VPS_ID)) {
            UUID before = vpsId;
            vpsId = value == JsonToken.VALUE_STRING ? CanonicalUuid.parseOrNull(parser.getText()) : null;
            refuse(vpsId == null ? "not-a-uuid: " + name : null);
            refuse(before == null || before.equals(vpsId) ? null : DUPLICATE + name);
            parser.skipChildren();
        } else if (name.equals(READ_AT)) {
            Instant before = readAt;
            readAt = value == JsonToken.VALUE_STRING ? SampleReader.instant(parser.getText()) : null;
            refuse(readAt == null ? "not-a-utc-time: " + name : null);
            refuse(before == null || before.equals(readAt) ? null : DUPLICATE + name);
            parser.skipChildren();
        } else if (name.equals(DEVICE)) {
            String before = device;
            device = value == JsonToken.VALUE_STRING ? parser.getText() : "";
            refuse(device.isEmpty() ? "not-text: " + name : null);
            refuse(before == null || before.equals(device) ? null : DUPLICATE + name);
            parser.skipChildren();
        } else {
            refuse("unknown-field");
            parser.skipChildren();
        }
    }

    private long figure(String name, JsonToken value, JsonParser parser) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            parser.skipChildren();
            refuse("not-a-whole-number: " + name);
            return 0;
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER || parser.getLongValue() < 0) {
            refuse("out-of-range: " + name);
            return 0;
        }
        return parser.getLongValue();
    }

    private void refuse(@Nullable String reason) {
        refusal = refusal == null ? reason : refusal;
    }

    private Reading reading() throws SampleRefusedException {
        if (refusal != null) {
            throw new SampleRefusedException(refusal);
        }
        if (vpsId == null || readAt == null || boot < 0) {
            throw new SampleRefusedException(
                    "missing-field: " + (vpsId == null ? VPS_ID : readAt == null ? READ_AT : BOOT));
        }
        if (figures.isEmpty()) {
            throw new SampleRefusedException("missing-field: any counter");
        }
        return new Reading(vpsId, readAt, Reading.deviceOf(device), boot, figures);
    }
}
