package com.estflux.privacy.contracts;

/**
 * Finds what looks like a payment card number (PF-2.2: a full card number is never stored anywhere): 13 to 19 digits of
 * a card network's range, of any script, with a valid Luhn check digit, whatever figures or letters touch it. Single
 * spaces and dashes of any kind may stand between the digits; dots, slashes and underscores too, if the digits are
 * grouped as on a card. UUIDs, digests in hexadecimal, IBANs and fractions are not mistaken for one, see
 * {@link OtherNumbers}.
 *
 * <p>One pass without regular expressions or copies: every text of every request and event comes by here.
 */
public final class CardNumbers {

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
        // Where the groups of digits begin that stand before this one with single separators between them.
        int run = 0;
        boolean continued = false;
        int at = 0;
        while (at < text.length()) {
            int other = OtherNumbers.end(text, at);
            if (other > at) {
                at = other;
                continued = false;
                continue;
            }
            if (!Digits.isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = endOfDigits(text, at);
            run = continued && continues(text, at) ? run : at;
            continued = end - at <= LONGEST;
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
        CardGrouping grouping = null;
        for (int at = end - 1; at >= run && digits < LONGEST; at--) {
            char character = text.charAt(at);
            if (!Digits.isDigit(character)) {
                grouping = grouping == null ? new CardGrouping() : grouping;
                grouping.separate(character, digits);
                continue;
            }
            int weighted = Digits.value(character) * (1 + digits % 2);
            checksum += weighted > 9 ? weighted - 9 : weighted;
            digits++;
            boolean beginsGroup = at == run || !Digits.isDigit(text.charAt(at - 1));
            if (beginsGroup
                    && digits >= SHORTEST
                    && checksum % 10 == 0
                    && isOfNetwork(text, at)
                    && (grouping == null ? !isFraction(text, at) : grouping.isCards(digits))
                    && !OtherNumbers.isInDigest(text, at)
                    && !OtherNumbers.isInDigest(text, end - 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfNetwork(CharSequence text, int from) {
        int prefix = 0;
        int digits = 0;
        for (int at = from; digits < PREFIX; at++) {
            if (Digits.isDigit(text.charAt(at))) {
                prefix = prefix * 10 + Digits.value(text.charAt(at));
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
            digits += Digits.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits == SHORTEST;
    }

    private static int endOfDigits(CharSequence text, int from) {
        int end = from;
        while (end < text.length() && Digits.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean continues(CharSequence text, int at) {
        return at >= 2 && Digits.isSeparator(text.charAt(at - 1)) && Digits.isDigit(text.charAt(at - 2));
    }

    /** Whether the digits from here on are what stands after a decimal point. */
    private static boolean isFraction(CharSequence text, int at) {
        return at >= 2 && text.charAt(at - 1) == '.' && Digits.isDigit(text.charAt(at - 2));
    }
}
