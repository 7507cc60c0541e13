package com.estflux.privacy.contracts;

/**
 * Finds what looks like a payment card number (PF-2.2: a full card number is never stored anywhere): 13 to 19 digits of
 * a card network's range, single spaces or dashes between them allowed, with a valid Luhn check digit, whatever other
 * figures stand beside it. UUIDs are not mistaken for one.
 *
 * <p>One pass without regular expressions or copies: every text of every request and event comes by here.
 */
public final class CardNumbers {

    private static final int UUID_LENGTH = 36;
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    /** Digits that tell a network. */
    private static final int PREFIX = 4;

    private CardNumbers() {}

    /** Whether a text contains what looks like a card number. */
    public static boolean occurIn(CharSequence text) {
        if (!hasDigits(text)) {
            return false;
        }
        // Where the groups of digits begin that stand before this one with single spaces or dashes between them.
        int run = 0;
        boolean continued = false;
        int at = 0;
        while (at < text.length()) {
            if (isUuid(text, at)) {
                at += UUID_LENGTH;
                continued = false;
                continue;
            }
            if (!isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = endOfDigits(text, at);
            run = continued && continues(text, at) ? run : at;
            continued = standsAlone(text, at, end) && end - at <= LONGEST;
            if (continued && endsInCardNumber(text, run, end)) {
                return true;
            }
            at = end;
        }
        return false;
    }

    /** An expiry date or a check number next to it does not hide a card number: any run of whole groups may be one. */
    private static boolean endsInCardNumber(CharSequence text, int run, int end) {
        int digits = 0;
        int checksum = 0;
        for (int at = end - 1; at >= run && digits < LONGEST; at--) {
            if (!isDigit(text.charAt(at))) {
                continue;
            }
            int weighted = (text.charAt(at) - '0') * (1 + digits % 2);
            checksum += weighted > 9 ? weighted - 9 : weighted;
            digits++;
            boolean beginsGroup = at == run || !isDigit(text.charAt(at - 1));
            if (beginsGroup && digits >= SHORTEST && checksum % 10 == 0 && isOfNetwork(text, at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfNetwork(CharSequence text, int from) {
        int prefix = 0;
        int digits = 0;
        for (int at = from; digits < PREFIX; at++) {
            if (isDigit(text.charAt(at))) {
                prefix = prefix * 10 + text.charAt(at) - '0';
                digits++;
            }
        }
        return (prefix >= 2220 && prefix <= 2720)
                || (prefix >= 3000 && prefix <= 3059)
                || (prefix >= 3400 && prefix <= 6999);
    }

    private static boolean hasDigits(CharSequence text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < SHORTEST; i++) {
            digits += isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits == SHORTEST;
    }

    /** Whether a UUID begins here that is no part of something longer. */
    private static boolean isUuid(CharSequence text, int from) {
        int end = from + UUID_LENGTH;
        if (end > text.length()
                || text.charAt(from + 8) != '-'
                || (from > 0 && isDigitOrLetter(text.charAt(from - 1)))
                || (end < text.length() && isDigitOrLetter(text.charAt(end)))) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char at = text.charAt(from + i);
            if (dash ? at != '-' : !isHexadecimal(at)) {
                return false;
            }
        }
        return true;
    }

    private static int endOfDigits(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean continues(CharSequence text, int at) {
        return at >= 2 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '-') && isDigit(text.charAt(at - 2));
    }

    private static boolean standsAlone(CharSequence text, int at, int end) {
        boolean before = at == 0 || !(isLetter(text.charAt(at - 1)) || text.charAt(at - 1) == '.');
        return before && (end == text.length() || !isLetter(text.charAt(end)));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isDigitOrLetter(char character) {
        return isDigit(character) || isLetter(character);
    }

    private static boolean isHexadecimal(char character) {
        return isDigit(character) || (character >= 'a' && character <= 'f') || (character >= 'A' && character <= 'F');
    }
}
