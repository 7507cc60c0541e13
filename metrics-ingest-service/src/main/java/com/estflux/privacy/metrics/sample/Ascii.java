package com.estflux.privacy.metrics.sample;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads ids, numbers and times from bytes in their plain form, which is how nearly all of them are written. Whatever is
 * written otherwise is none here; the general readers decide what it is.
 */
final class Ascii {

    /** No number. */
    static final long NONE = -1;

    private static final int UUID_LENGTH = 36;
    /** So many digits are no number too large. */
    private static final int SAFE_DIGITS = 18;

    private static final int SHORTEST_TIME = "2026-01-01T00:00:00Z".length();
    private static final int LONGEST_TIME = "2026-01-01T00:00:00.123456789Z".length();

    private Ascii() {}

    /** The id; null if it is not 36 characters of the usual form. */
    static @Nullable UUID uuid(byte[] text, int from, int to) {
        if (to - from != UUID_LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < UUID_LENGTH; i++) {
            byte character = text[from + i];
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (character != '-') {
                    return null;
                }
            } else {
                if (!HexFormat.isHexDigit(character)) {
                    return null;
                }
                int digit = HexFormat.fromHexDigit(character);
                if (i < 18) {
                    high = high << 4 | digit;
                } else {
                    low = low << 4 | digit;
                }
            }
        }
        return new UUID(high, low);
    }

    /** The number; {@link #NONE} if it is not digits only, or too large. */
    static long number(byte[] text, int from, int to) {
        if (from >= to || to - from > 19) {
            return NONE;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9 || (i - from >= SAFE_DIGITS && number > (Long.MAX_VALUE - digit) / 10)) {
                return NONE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The moment; null if it is not of the form {@code 2026-01-01T00:00:00Z}, with up to nine digits of a second. */
    static @Nullable Instant time(byte[] text, int from, int to) {
        int length = to - from;
        if (length < SHORTEST_TIME || length > LONGEST_TIME || text[to - 1] != 'Z' || !isPunctuated(text, from)) {
            return null;
        }
        long year = number(text, from, from + 4);
        long month = number(text, from + 5, from + 7);
        long day = number(text, from + 8, from + 10);
        long hour = number(text, from + 11, from + 13);
        long minute = number(text, from + 14, from + 16);
        long second = number(text, from + 17, from + 19);
        long nanos = fraction(text, from + 19, to - 1);
        if ((year | month | day | hour | minute | second | nanos) < 0 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        try {
            long days = LocalDate.of((int) year, (int) month, (int) day).toEpochDay();
            return Instant.ofEpochSecond(days * 86_400 + hour * 3_600 + minute * 60 + second, nanos);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isPunctuated(byte[] text, int from) {
        return text[from + 4] == '-'
                && text[from + 7] == '-'
                && text[from + 10] == 'T'
                && text[from + 13] == ':'
                && text[from + 16] == ':';
    }

    private static long fraction(byte[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        long nanos = text[from] == '.' ? number(text, from + 1, to) : NONE;
        for (int digits = to - from - 1; digits < 9 && nanos > 0; digits++) {
            nanos *= 10;
        }
        return nanos;
    }
}
