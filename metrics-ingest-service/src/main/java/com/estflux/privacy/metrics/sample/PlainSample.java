package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sample in JSON as programs write it: one flat object, nothing escaped, every field once, in whatever order. A
 * fraction of the time a general parser takes; what is not plain is left to that.
 */
final class PlainSample {

    private static final byte[][] NAMES = names(SampleReader.FIGURES, "vpsId", "sampledAt");
    private static final int VPS_ID = NAMES.length - 2;
    private static final int SAMPLED_AT = NAMES.length - 1;
    private static final int ALL = (1 << NAMES.length) - 1;

    private final byte[] text;
    private final int end;
    private final long[] figures = new long[VPS_ID];
    private @Nullable UUID vpsId;
    private @Nullable Instant sampledAt;
    private int at;

    private PlainSample(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.end = to;
    }

    /** The sample; null if it is not plain. */
    static @Nullable VpsSampled read(byte[] document, int offset, int length) {
        return new PlainSample(document, offset, offset + length).read();
    }

    private @Nullable VpsSampled read() {
        if (!take('{')) {
            return null;
        }
        int seen = 0;
        int expected = VPS_ID;
        do {
            int field = field(expected);
            if (field < 0 || (seen & 1 << field) != 0 || !value(field)) {
                return null;
            }
            seen |= 1 << field;
            // Programs write the fields in the order of the contract.
            expected = field == SAMPLED_AT ? 0 : field == VPS_ID ? SAMPLED_AT : field + 1;
        } while (take(','));
        if (!take('}') || at != end || seen != ALL || vpsId == null || sampledAt == null) {
            return null;
        }
        long[] f = figures;
        return new VpsSampled(vpsId, sampledAt, f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8]);
    }

    /** Which field's name and colon come next; negative if it is none. */
    private int field(int expected) {
        if (!take('"')) {
            return -1;
        }
        int start = at;
        int nameEnd = endOfText();
        at = nameEnd + 1;
        if (nameEnd < 0 || !take(':')) {
            return -1;
        }
        for (int i = 0; i < NAMES.length; i++) {
            int field = (expected + i) % NAMES.length;
            if (Arrays.equals(text, start, nameEnd, NAMES[field], 0, NAMES[field].length)) {
                return field;
            }
        }
        return -1;
    }

    private boolean value(int field) {
        if (field < VPS_ID) {
            int start = at;
            while (at < end && text[at] >= '0' && text[at] <= '9') {
                at++;
            }
            figures[field] = Ascii.number(text, start, at);
            boolean leadingZero = at - start > 1 && text[start] == '0';
            return !leadingZero && figures[field] >= (field == 0 ? 1 : 0) && figures[field] <= SampleReader.LARGEST;
        }
        if (!take('"')) {
            return false;
        }
        int start = at;
        int textEnd = endOfText();
        at = textEnd + 1;
        if (textEnd < 0) {
            return false;
        }
        if (field == VPS_ID) {
            vpsId = Ascii.uuid(text, start, textEnd);
            return vpsId != null;
        }
        sampledAt = Ascii.time(text, start, textEnd);
        return sampledAt != null;
    }

    /** Where the quotation mark is that ends a text without escapes; negative if there is none. */
    private int endOfText() {
        for (int i = at; i < end; i++) {
            if (text[i] == '"') {
                return i;
            }
            if (text[i] == '\\' || text[i] < ' ') {
                return -1;
            }
        }
        return -1;
    }

    private boolean take(char character) {
        if (at < end && text[at] == character) {
            at++;
            return true;
        }
        return false;
    }

    private static byte[][] names(String[] figures, String... others) {
        byte[][] names = new byte[figures.length + others.length][];
        for (int i = 0; i < names.length; i++) {
            String name = i < figures.length ? figures[i] : others[i - figures.length];
            names[i] = name.getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }
}
