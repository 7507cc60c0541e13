package com.estflux.privacy.metrics.sample;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One line of InfluxDB line protocol: {@code measurement,tag=value field=value timestamp}. Commas, spaces and equals
 * signs in names and tag values are escaped by a backslash, quotes and backslashes in text values too.
 */
final class LineProtocol {

    private final String line;
    private int position;

    private LineProtocol(String line) {
        this.line = line;
    }

    /**
     * A line, taken apart.
     *
     * @param measurement what was measured
     * @param tags the tags
     * @param fields the fields, as written; text still in its quotes
     * @param timestamp the timestamp, null if there is none
     */
    record Point(
            String measurement,
            Map<String, String> tags,
            Map<String, String> fields,
            @Nullable Long timestamp) {}

    /**
     * Takes a line apart.
     *
     * @throws SampleRefusedException if it is not line protocol
     */
    static Point parse(String line) throws SampleRefusedException {
        return new LineProtocol(line).point();
    }

    /** What a line says was measured, empty if it says nothing; the rest is not read. */
    static String measurement(String line) {
        return new LineProtocol(line).token(", ");
    }

    private Point point() throws SampleRefusedException {
        String measurement = token(", ");
        if (measurement.isEmpty()) {
            throw malformed();
        }
        Map<String, String> tags = new HashMap<>();
        while (at(',')) {
            position++;
            String name = name();
            put(tags, name, token(", "));
        }
        require(' ');
        skipSpaces();
        Map<String, String> fields = new HashMap<>();
        do {
            if (!fields.isEmpty()) {
                position++;
            }
            String name = name();
            put(fields, name, at('"') ? text() : token(", "));
        } while (at(','));
        skipSpaces();
        return new Point(measurement, tags, fields, position == line.length() ? null : timestamp());
    }

    private String name() throws SampleRefusedException {
        String name = token(",= ");
        require('=');
        position++;
        return name;
    }

    private static void put(Map<String, String> values, String name, String value) throws SampleRefusedException {
        if (name.isEmpty() || value.isEmpty()) {
            throw malformed();
        }
        String before = values.put(name, value);
        if (before != null && !before.equals(value)) {
            throw malformed();
        }
    }

    /** Up to one of these characters, unescaped. */
    private String token(String ends) {
        StringBuilder token = new StringBuilder();
        while (position < line.length() && ends.indexOf(line.charAt(position)) < 0) {
            char character = line.charAt(position++);
            if (character == '\\' && position < line.length() && ",= ".indexOf(line.charAt(position)) >= 0) {
                character = line.charAt(position++);
            }
            token.append(character);
        }
        return token.toString();
    }

    /** A text value with its quotes. */
    private String text() throws SampleRefusedException {
        int start = position++;
        while (position < line.length() && line.charAt(position) != '"') {
            position += line.charAt(position) == '\\' ? 2 : 1;
        }
        if (position >= line.length()) {
            throw malformed();
        }
        position++;
        return line.substring(start, position);
    }

    private Long timestamp() throws SampleRefusedException {
        try {
            return Long.valueOf(line.substring(position).stripTrailing());
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private void skipSpaces() {
        while (at(' ')) {
            position++;
        }
    }

    private boolean at(char character) {
        return position < line.length() && line.charAt(position) == character;
    }

    private void require(char character) throws SampleRefusedException {
        if (!at(character)) {
            throw malformed();
        }
    }

    private static SampleRefusedException malformed() {
        return new SampleRefusedException("malformed-line");
    }
}
