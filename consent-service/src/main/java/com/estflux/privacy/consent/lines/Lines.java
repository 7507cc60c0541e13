package com.estflux.privacy.consent.lines;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of bytes into numbered lines, whatever the pieces it arrives in. Empty ones count, but are left out; a
 * line too long to be one is cut off.
 */
public final class Lines {

    private static final int LONGEST = 1_024;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long number;
    private boolean tooLong;

    private Lines() {}

    /** The lines of a body, as they arrive. */
    public static Multi<Line> of(Multi<Buffer> body) {
        return Multi.createFrom().deferred(() -> {
            Lines lines = new Lines();
            return Multi.createBy()
                    .concatenating()
                    .streams(
                            body.onItem().transformToIterable(lines::complete),
                            Multi.createFrom().deferred(() -> Multi.createFrom().iterable(lines.rest())));
        });
    }

    /** The lines that this piece completes. */
    private List<Line> complete(Buffer piece) {
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
    private List<Line> rest() {
        Line line = new Line(++number, begun.toByteArray(), tooLong);
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
