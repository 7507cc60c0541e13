package com.estflux.privacy.contracts;

import java.util.Set;

/** Numbers with digits enough to be taken for a card's that are something else by their form. */
final class OtherNumbers {

    private static final int UUID_LENGTH = 36;
    /** Hexadecimal digits of MD5, SHA-1, Tiger, SHA-224, SHA-256, SHA-384 and SHA-512. */
    private static final Set<Integer> DIGESTS = Set.of(32, 40, 48, 56, 64, 96, 128);

    private static final int LONGEST_DIGEST = 128;
    private static final int SHORTEST_IBAN = 11;
    private static final int LONGEST_IBAN = 30;
    private static final int IBAN_MODULUS = 97;

    private OtherNumbers() {}

    /** Where the UUID or IBAN ends that begins here; the same place if none does. */
    static int end(CharSequence text, int from) {
        if (from > 0 && isDigitOrLetter(text.charAt(from - 1))) {
            return from;
        }
        return isUuid(text, from) ? from + UUID_LENGTH : endOfIban(text, from);
    }

    private static boolean isUuid(CharSequence text, int from) {
        int end = from + UUID_LENGTH;
        if (end > text.length() || text.charAt(from + 8) != '-' || touches(text, end)) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char at = text.charAt(from + i);
            if (dash ? at != '-' : !Digits.isHexadecimal(at)) {
                return false;
            }
        }
        return true;
    }

    private static boolean touches(CharSequence text, int end) {
        return end < text.length() && isDigitOrLetter(text.charAt(end));
    }

    private static boolean isDigitOrLetter(char character) {
        return Digits.isDigit(character) || Digits.isAsciiLetter(character);
    }

    /** Two letters of a country, two check digits, and an account of digits only: others hold too few in a row. */
    private static int endOfIban(CharSequence text, int from) {
        if (from + 4 + SHORTEST_IBAN > text.length()
                || !Digits.isAsciiLetter(text.charAt(from))
                || !Digits.isAsciiLetter(text.charAt(from + 1))
                || !isAsciiDigit(text.charAt(from + 2))
                || !isAsciiDigit(text.charAt(from + 3))) {
            return from;
        }
        int remainder = 0;
        int digits = 0;
        int at = from + 4;
        while (at < text.length() && digits <= LONGEST_IBAN) {
            boolean space = text.charAt(at) == ' ' && at + 1 < text.length() && isAsciiDigit(text.charAt(at + 1));
            at += space ? 1 : 0;
            if (!isAsciiDigit(text.charAt(at))) {
                break;
            }
            remainder = (remainder * 10 + text.charAt(at) - '0') % IBAN_MODULUS;
            digits++;
            at++;
        }
        for (int i = from; i < from + 4; i++) {
            int value = Character.digit(text.charAt(i), Character.MAX_RADIX);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % IBAN_MODULUS;
        }
        boolean valid = digits >= SHORTEST_IBAN && digits <= LONGEST_IBAN && remainder == 1 && !touches(text, at);
        return valid ? at : from;
    }

    /** Whether the digit here is one of a digest. */
    static boolean isInDigest(CharSequence text, int at) {
        if (!isAsciiDigit(text.charAt(at))) {
            return false;
        }
        int from = at;
        while (from > 0 && at - from <= LONGEST_DIGEST && Digits.isAsciiDigitOrLetter(text.charAt(from - 1))) {
            from--;
        }
        boolean letters = false;
        int end = from;
        while (end < text.length() && end - from <= LONGEST_DIGEST && Digits.isAsciiDigitOrLetter(text.charAt(end))) {
            if (!Digits.isHexadecimal(text.charAt(end))) {
                return false;
            }
            letters |= Digits.isAsciiLetter(text.charAt(end));
            end++;
        }
        return letters && DIGESTS.contains(end - from);
    }

    private static boolean isAsciiDigit(char character) {
        return character >= '0' && character <= '9';
    }
}
