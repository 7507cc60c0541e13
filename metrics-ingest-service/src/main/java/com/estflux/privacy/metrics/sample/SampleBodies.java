package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the bodies that carry samples as JSON. A bad element is told by its place, and the others are read. */
final class SampleBodies {

    private static final ProblemType TOO_MANY = new ProblemType("too-many-samples", 413, "Too many samples at once");

    private final SampleReader reader = new SampleReader();
    private final int most;

    /** Reads at most this many samples. */
    SampleBodies(int most) {
        this.most = most;
    }

    /**
     * Reads a JSON array.
     *
     * @throws ProblemException 400 if it is not one: then none of it is taken in
     */
    List<SampleLine> array(byte[] body) {
        List<SampleLine> lines = new ArrayList<>();
        try (JsonParser parser = reader.open(body, 0, body.length)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw malformed();
            }
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                bound(lines, most);
                lines.add(element(parser, token, lines.size() + 1));
            }
            if (parser.nextToken() != null) {
                throw malformed();
            }
        } catch (IOException e) {
            throw malformed();
        }
        return lines;
    }

    /** Reads NDJSON: one object a line, empty lines are none. */
    List<SampleLine> lines(byte[] body) {
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
                lines.add(line(body, start, end, number));
            }
            start = end + 1;
        }
        return lines;
    }

    private SampleLine element(JsonParser parser, JsonToken token, int number) throws IOException {
        if (token == null) {
            throw malformed();
        }
        if (token != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return SampleLine.refused(number, "not-an-object");
        }
        try {
            return SampleLine.of(number, reader.readObject(parser));
        } catch (SampleRefusedException e) {
            return SampleLine.refused(number, e.code());
        }
    }

    private SampleLine line(byte[] body, int start, int end, int number) {
        try {
            return SampleLine.of(number, reader.readOne(body, start, end - start));
        } catch (SampleRefusedException e) {
            return SampleLine.refused(number, e.code());
        }
    }

    /** Refuses one more than may come at once. */
    static void bound(List<SampleLine> lines, int most) {
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
