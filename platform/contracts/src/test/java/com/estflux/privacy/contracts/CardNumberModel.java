package com.estflux.privacy.contracts;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * The same rule as {@link CardNumbers}, as it was first written, with regular expressions and copies: what the faster one
 * is held against.
 */
final class CardNumberModel {

    private static final Pattern UUIDS = Pattern.compile(
            "(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z])");
    private static final Pattern NETWORKS =
            Pattern.compile("4.*|5[0-9].*|2(?:2[2-9]|[3-6]|7[01]|720).*|3(?:4|7|5|0[0-5]|[689]).*|6.*");
    private static final int UUID_LENGTH = 36;
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private CardNumberModel() {}

    /** Whether a text contains what looks like a card number. */
    static boolean occurIn(CharSequence text) {
        if (text.length() < SHORTEST || !hasDigits(text) || isUuid(text)) {
            return false;
        }
        // A time has digits enough, and is too short to hold a UUID.
        String searched = text.length() < UUID_LENGTH
                ? text.toString()
                : UUIDS.matcher(text).replaceAll(" uuid ");
        // Groups of digits up to here, with single spaces or dashes between them.
        Deque<String> groups = new ArrayDeque<>();
        int at = 0;
        while (at < searched.length()) {
            if (!isDigit(searched.charAt(at))) {
                at++;
                continue;
            }
            int end = endOfDigits(searched, at);
            if (!continues(searched, at)) {
                groups.clear();
            }
            if (standsAlone(searched, at, end) && end - at <= LONGEST) {
                groups.addFirst(searched.substring(at, end));
                if (groups.size() > LONGEST) {
                    groups.removeLast();
                }
                if (endsInCardNumber(groups)) {
                    return true;
                }
            } else {
                groups.clear();
            }
            at = end;
        }
        return false;
    }

    /** An expiry date or a check number next to it does not hide a card number: any run of whole groups may be one. */
    private static boolean endsInCardNumber(Deque<String> latestFirst) {
        StringBuilder digits = new StringBuilder();
        for (String group : latestFirst) {
            digits.insert(0, group);
            if (digits.length() > LONGEST) {
                return false;
            }
            if (isCardNumber(digits)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDigits(CharSequence text) {
        int digits = 0;
        for (int i = 0; i < text.length() && digits < SHORTEST; i++) {
            digits += isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits == SHORTEST;
    }

    /** Most texts that come by are one. */
    private static boolean isUuid(CharSequence text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char at = text.charAt(i);
            if (dash ? at != '-' : Character.digit(at, 16) < 0 || at > 'f') {
                return false;
            }
        }
        return true;
    }

    private static int endOfDigits(String text, int from) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean continues(String text, int at) {
        return at >= 2 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '-') && isDigit(text.charAt(at - 2));
    }

    private static boolean standsAlone(String text, int at, int end) {
        boolean before = at == 0 || !(isLetter(text.charAt(at - 1)) || text.charAt(at - 1) == '.');
        return before && (end == text.length() || !isLetter(text.charAt(end)));
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    private static boolean isCardNumber(CharSequence digits) {
        return digits.length() >= SHORTEST
                && digits.length() <= LONGEST
                && NETWORKS.matcher(digits).matches()
                && hasValidCheckDigit(digits);
    }

    static boolean hasValidCheckDigit(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
