package com.estflux.privacy.consent.imports;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of bytes into numbered lines, whatever the pieces it arrives in. Empty ones count, but are left out. */
final class NumberedLines {

    private static final int LONGEST = 1_024;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long number;
    private boolean tooLong;

    /**
     * A line.
     *
     * @param number from 1
     * @param text without its end; cut off if too long
     * @param tooLong whether it was cut off
     */
    record Line(long number, String text, boolean tooLong) {}

    /** The lines that this piece completes. */
    List<Line> complete(Buffer piece) {
        List<Line> lines = new ArrayList<>();
        byte[] bytes = piece.getBytes();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i);
                lines.addAll(rest());
                start = i + 1;
            }
        }
        append(bytes, start, bytes.length);
        return lines;
    }

    /** What is left when the stream has ended: one line or none. */
    List<Line> rest() {
        Line line = new Line(++number, begun.toString(StandardCharsets.UTF_8).strip(), tooLong);
        begun.reset();
        tooLong = false;
        return line.text().isEmpty() ? List.of() : List.of(line);
    }

    private void append(byte[] bytes, int from, int to) {
        int fits = Math.min(to - from, LONGEST - begun.size());
        begun.write(bytes, from, fits);
        tooLong |= fits < to - from;
    }
}
