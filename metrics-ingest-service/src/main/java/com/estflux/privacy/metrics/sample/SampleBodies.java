package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.metrics.sample.SampleReader.ObjectReader;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the bodies that carry samples as JSON. A bad element is told by its place, and the others are read. */
final class SampleBodies {

    private static final ProblemType TOO_MANY = new ProblemType("too-many-samples", 413, "Too many samples at once");

    private final SampleReader reader = new SampleReader();
    private final int most;

    /** Reads at most this many samples. */
    SampleBodies(int most) {
        this.most = most;
    }

    /** Makes a line of what an object says. */
    private interface LineReader {
        SampleLine read(int number, JsonParser parser) throws IOException, SampleRefusedException;
    }

    /**
     * Reads a JSON array.
     *
     * @throws ProblemException 400 if it is not one: then none of it is taken in
     */
    List<SampleLine> array(byte[] body) {
        return elements(body, (number, parser) -> SampleLine.of(number, reader.readObject(parser)));
    }

    /**
     * Reads a batch of CloudEvents.
     *
     * @throws ProblemException 400 if it is not one: then none of it is taken in
     */
    List<SampleLine> cloudEvents(byte[] body) {
        CloudEventReader events = new CloudEventReader(reader);
        return elements(body, (number, parser) -> SampleLine.of(number, events.read(parser)));
    }

    /** Reads one CloudEvent in structured mode. */
    List<SampleLine> cloudEvent(byte[] body) {
        CloudEventReader events = new CloudEventReader(reader);
        return List.of(line(body, 0, body.length, 1, (number, parser) -> SampleLine.of(number, events.read(parser))));
    }

    /**
     * Reads one CloudEvent in binary mode, whose body is its data.
     *
     * @param attributes its context attributes by name, without their prefix
     */
    List<SampleLine> cloudEvent(Map<String, String> attributes, byte[] body) {
        String refusal = CloudEventReader.refusalOf(attributes);
        return List.of(
                refusal != null
                        ? SampleLine.refused(1, refusal)
                        : line(
                                body,
                                0,
                                body.length,
                                1,
                                (number, parser) -> SampleLine.of(number, reader.readObject(parser))));
    }

    /**
     * Reads a JSON array of counter readings.
     *
     * @throws ProblemException 400 if it is not one: then none of it is taken in
     */
    List<SampleLine> readings(byte[] body) {
        return elements(body, SampleBodies::reading);
    }

    /** Reads NDJSON: one object a line, empty lines are none. */
    List<SampleLine> lines(byte[] body) {
        return lines(body, (number, parser) -> SampleLine.of(number, reader.readObject(parser)));
    }

    /** Reads NDJSON of counter readings. */
    List<SampleLine> readingLines(byte[] body) {
        return lines(body, SampleBodies::reading);
    }

    private static SampleLine reading(int number, JsonParser parser) throws IOException, SampleRefusedException {
        return SampleLine.of(number, ReadingReader.read(parser));
    }

    private List<SampleLine> elements(byte[] body, LineReader element) {
        List<SampleLine> lines = new ArrayList<>();
        try (JsonParser parser = reader.open(body, 0, body.length)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw malformed();
            }
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                bound(lines, most);
                lines.add(element(parser, token, lines.size() + 1, element));
            }
            if (parser.nextToken() != null) {
                throw malformed();
            }
        } catch (IOException e) {
            throw malformed();
        }
        return lines;
    }

    private List<SampleLine> lines(byte[] body, LineReader element) {
        List<SampleLine> lines = new ArrayList<>();
        int number = 0;
        for (int start = 0; start < body.length; ) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            number++;
            if (!isBlank(body, start, end)) {
                bound(lines, most);
                lines.add(line(body, start, end, number, element));
            }
            start = end + 1;
        }
        return lines;
    }

    private static SampleLine element(JsonParser parser, @Nullable JsonToken token, int number, LineReader element)
            throws IOException {
        if (token == null) {
            throw malformed();
        }
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return SampleLine.refused(number, "not-an-object");
        }
        try {
            return element.read(number, parser);
        } catch (SampleRefusedException e) {
            return SampleLine.refused(number, e.code());
        }
    }

    private SampleLine line(byte[] body, int start, int end, int number, LineReader element) {
        ObjectReader<SampleLine> object = parser -> element.read(number, parser);
        try {
            return reader.readOne(body, start, end - start, object);
        } catch (SampleRefusedException e) {
            return SampleLine.refused(number, e.code());
        }
    }

    /** Refuses one more than may come at once. */
    static void bound(List<?> lines, int most) {
        if (lines.size() >= most) {
            throw new ProblemException(TOO_MANY, "send at most " + most + " in one request; none was taken in");
        }
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\r' && body[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static ProblemException malformed() {
        return Problems.badRequest(
                "malformed-samples",
                "The body is not a JSON array",
                "none of it was taken in; mend it and send it again");
    }
}
