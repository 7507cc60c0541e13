package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sample in line protocol as collectors write it: nothing escaped or quoted, the figures alone as fields, one space
 * where one is due. A fraction of the time the general parser takes; what is not plain is left to that.
 */
final class PlainLine {

    private static final byte[] VPS_ID = "vps_id".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SAMPLES = LineSamples.SAMPLES.getBytes(StandardCharsets.US_ASCII);
    private static final byte[][] FIGURES = Arrays.stream(LineSamples.FIGURES)
            .map(name -> name.getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    private static final int MOST_TAGS = 16;
    private static final int ALL = (1 << FIGURES.length) - 1;

    private final byte[] text;
    private final int end;
    private final long[] figures = new long[FIGURES.length];
    private @Nullable UUID vpsId;
    private int at;

    private PlainLine(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.end = to;
    }

    /** The sample of a line, given without its line feed; null if it is not plain. */
    static @Nullable VpsSampled read(byte[] text, int from, int to, Precision precision) {
        return new PlainLine(text, from, to).read(precision);
    }

    private @Nullable VpsSampled read(Precision precision) {
        int start = at;
        skipTo(',', ' ');
        if (!equals(start, at, SAMPLES) || !tags() || !fields()) {
            return null;
        }
        long timestamp = Ascii.number(text, at, end);
        Instant time = timestamp == Ascii.NONE ? null : precision.instant(timestamp);
        if (time == null || vpsId == null) {
            return null;
        }
        long[] f = figures;
        return new VpsSampled(vpsId, time, f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]);
    }

    /** Reads the tags and the space after them. */
    private boolean tags() {
        int[] names = new int[2 * MOST_TAGS];
        int count = 0;
        while (take(',')) {
            int start = at;
            skipTo('=', ',');
            int nameEnd = at;
            if (count == MOST_TAGS || nameEnd == start || !take('=') || isKnown(names, count, start, nameEnd)) {
                return false;
            }
            names[2 * count] = start;
            names[2 * count++ + 1] = nameEnd;
            int value = at;
            skipTo(',', ' ');
            if (at == value) {
                return false;
            }
            if (equals(start, nameEnd, VPS_ID)) {
                vpsId = Ascii.uuid(text, value, at);
            }
        }
        return take(' ');
    }

    private boolean isKnown(int[] names, int count, int start, int nameEnd) {
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(text, start, nameEnd, text, names[2 * i], names[2 * i + 1])) {
                return true;
            }
        }
        return false;
    }

    /** Reads the fields and the space after them. */
    private boolean fields() {
        int seen = 0;
        int expected = 0;
        do {
            int start = at;
            skipTo('=', ',');
            int field = figure(start, at, expected);
            if (field < 0 || (seen & 1 << field) != 0 || !take('=')) {
                return false;
            }
            int value = at;
            skipTo(',', ' ');
            if (at - value < 2 || (text[at - 1] != 'i' && text[at - 1] != 'u')) {
                return false;
            }
            figures[field] = Ascii.number(text, value, at - 1);
            if (figures[field] == Ascii.NONE) {
                return false;
            }
            seen |= 1 << field;
            expected = field + 1;
        } while (take(','));
        return seen == ALL && take(' ');
    }

    private int figure(int start, int nameEnd, int expected) {
        for (int i = 0; i < FIGURES.length; i++) {
            int figure = (expected + i) % FIGURES.length;
            if (equals(start, nameEnd, FIGURES[figure])) {
                return figure;
            }
        }
        return -1;
    }

    /** To one of these, or to a space, or to the end. */
    private void skipTo(char one, char other) {
        while (at < end && text[at] != one && text[at] != other && text[at] != ' ') {
            at++;
        }
    }

    private boolean equals(int start, int nameEnd, byte[] name) {
        return Arrays.equals(text, start, nameEnd, name, 0, name.length);
    }

    private boolean take(char character) {
        if (at < end && text[at] == character) {
            at++;
            return true;
        }
        return false;
    }
}
