package com.estflux.privacy.contracts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what looks like a payment card number (PF-2.2: a full card number is never stored anywhere): 13 to 19 digits of
 * a card network's range, single spaces or dashes between them allowed, with a valid Luhn check digit. UUIDs are not
 * mistaken for one.
 */
public final class CardNumbers {

    private static final Pattern UUIDS = Pattern.compile(
            "(?<![0-9A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?![0-9A-Za-z])");
    private static final Pattern CANDIDATES =
            Pattern.compile("(?<![0-9A-Za-z.])[2-6](?:[ -]?[0-9]){12,18}(?![0-9A-Za-z])");
    private static final Pattern NETWORKS =
            Pattern.compile("4.*|5[0-9].*|2(?:2[2-9]|[3-6]|7[01]|720).*|3(?:4|7|5|0[0-5]|[689]).*|6.*");
    private static final int SHORTEST = 13;

    private CardNumbers() {}

    /** Whether a text contains what looks like a card number. */
    public static boolean occurIn(CharSequence text) {
        if (text.length() < SHORTEST) {
            return false;
        }
        Matcher candidates = CANDIDATES.matcher(text);
        if (!candidates.find()) {
            return false;
        }
        Matcher withoutUuids = CANDIDATES.matcher(UUIDS.matcher(text).replaceAll(" uuid "));
        while (withoutUuids.find()) {
            if (isCardNumber(withoutUuids.group())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isCardNumber(String candidate) {
        String digits = candidate.replaceAll("[ -]", "");
        return NETWORKS.matcher(digits).matches() && hasValidCheckDigit(digits);
    }

    private static boolean hasValidCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : digit * 2;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
