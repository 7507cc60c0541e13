package com.estflux.privacy.consent.decision;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a stream of bytes into lines, whatever the pieces it arrives in. A line too long to be one is cut off. */
final class Lines {

    private static final int LONGEST = 1_024;

    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** The lines that this piece completes. */
    List<byte[]> complete(Buffer piece) {
        List<byte[]> lines = new ArrayList<>();
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

    /** What is left when the stream has ended: one line or none. Empty lines count for nothing. */
    List<byte[]> rest() {
        byte[] line = begun.toByteArray();
        begun.reset();
        return new String(line, StandardCharsets.UTF_8).isBlank() ? List.of() : List.of(line);
    }

    private void append(byte[] bytes, int from, int to) {
        begun.write(bytes, from, Math.min(to - from, LONGEST - begun.size()));
    }
}
