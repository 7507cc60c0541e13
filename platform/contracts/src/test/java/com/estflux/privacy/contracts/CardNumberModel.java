package com.estflux.privacy.contracts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same rule as {@link CardNumbers}, with regular expressions and copies, trying every run of groups: what the faster
 * one is held against.
 */
final class CardNumberModel {

    private static final Pattern UUIDS = Pattern.compile(
            "(?<![\\p{Nd}A-Za-z])[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
                    + "(?![\\p{Nd}A-Za-z])");
    private static final Pattern IBANS =
            Pattern.compile("(?<![\\p{Nd}A-Za-z])([A-Za-z]{2}[0-9]{2})((?: ?[0-9]){11,30}+)(?![\\p{Nd}A-Za-z])");
    private static final Pattern DIGESTS = Pattern.compile(
            "(?<![0-9A-Za-z])(?=[0-9]*[a-fA-F])(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{48}|[0-9a-fA-F]{56}"
                    + "|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128})(?![0-9A-Za-z])");
    private static final Pattern NETWORKS =
            Pattern.compile("4.*|5[0-9].*|2(?:2[2-9]|[3-6]|7[01]|720).*|3(?:4|7|5|0[0-5]|[689]).*|6.*");
    private static final Pattern GROUPS = Pattern.compile("\\p{Nd}+");
    private static final String ANY = "[\\p{Zs}\\p{Pd}\u2212\t./_]";
    private static final String PLAIN = "[\\p{Zs}\\p{Pd}\u2212\t]";
    private static final Pattern FORMS = Pattern.compile("[0-9]+(?:" + PLAIN + "[0-9]+)*"
            + "|[0-9]{4}(?:" + ANY + "[0-9]{4})*" + ANY + "[0-9]{1,4}"
            + "|[0-9]{8}" + ANY + "[0-9]{8}"
            + "|[0-9]{4}" + ANY + "[0-9]{6}" + ANY + "[0-9]{4,5}");
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private CardNumberModel() {}

    /** Whether a text contains what looks like a card number. */
    static boolean occurIn(CharSequence text) {
        String searched = text.toString();
        boolean[] hidden = new boolean[searched.length()];
        hide(UUIDS.matcher(searched), hidden, found -> true);
        hide(IBANS.matcher(searched), hidden, found -> isIban(found.group(1), found.group(2)));
        boolean[] digest = new boolean[searched.length()];
        hide(DIGESTS.matcher(searched), digest, found -> true);

        List<int[]> groups = new ArrayList<>();
        StringBuilder seen = new StringBuilder(searched);
        for (int i = 0; i < hidden.length; i++) {
            seen.setCharAt(i, hidden[i] ? '#' : seen.charAt(i));
        }
        Matcher group = GROUPS.matcher(seen);
        while (group.find()) {
            groups.add(new int[] {group.start(), group.end()});
        }
        for (int first = 0; first < groups.size(); first++) {
            for (int last = first; last < groups.size(); last++) {
                int from = groups.get(first)[0];
                int end = groups.get(last)[1];
                boolean inDigest = digest[from] || digest[end - 1];
                boolean fraction = first == last
                        && from >= 2
                        && searched.charAt(from - 1) == '.'
                        && Character.isDigit(searched.charAt(from - 2));
                if (!inDigest && !fraction && isCardNumber(ascii(searched.substring(from, end)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private interface Check {
        boolean holds(Matcher found);
    }

    private static void hide(Matcher found, boolean[] hidden, Check check) {
        while (found.find()) {
            for (int i = found.start(); i < found.end() && check.holds(found); i++) {
                hidden[i] = true;
            }
        }
    }

    private static boolean isIban(String head, String account) {
        StringBuilder number = new StringBuilder(account.replace(" ", ""));
        head.chars().forEach(one -> number.append(Character.digit(one, 36)));
        return new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).equals(BigInteger.ONE);
    }

    private static String ascii(String text) {
        StringBuilder ascii = new StringBuilder();
        text.chars()
                .forEach(one ->
                        ascii.append(Character.isDigit(one) ? (char) ('0' + Character.digit(one, 10)) : (char) one));
        return ascii.toString();
    }

    private static boolean isCardNumber(String text) {
        String digits = text.replaceAll("[^0-9]", "");
        return digits.length() >= SHORTEST
                && digits.length() <= LONGEST
                && FORMS.matcher(text).matches()
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
