package com.estflux.privacy.stack.story;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds many values in one pass over bytes (Aho and Corasick, 1975), whatever their case: as text, in UTF-16, in
 * hexadecimal, and in Base64 at any alignment.
 */
final class Needles {

    private static final int ALPHABET = 256;
    private static final int MIN_BASE64 = 8;

    private final List<int[]> next = new ArrayList<>();
    private final List<Set<String>> found = new ArrayList<>();

    /** Values to look for, by what they are. */
    Needles(Map<String, String> values) {
        addState();
        values.forEach((label, value) -> forms(value).forEach(form -> add(form, label)));
        link();
    }

    /** A search that goes on over several pieces of one whole. */
    final class Search {

        private final Set<String> labels = new TreeSet<>();
        private int state;

        /** Looks at the next piece. */
        void look(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                state = next.get(state)[lower(bytes[i]) & 0xff];
                labels.addAll(found.get(state));
            }
        }

        /** What was found so far. */
        Set<String> labels() {
            return labels;
        }
    }

    /** Which values occur. */
    Set<String> in(byte[] bytes) {
        Search search = new Search();
        search.look(bytes, bytes.length);
        return search.labels();
    }

    private static List<byte[]> forms(String value) {
        byte[] plain = value.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        List<byte[]> forms = new ArrayList<>();
        forms.add(plain);
        forms.add(value.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_16BE));
        forms.add(HexFormat.of().formatHex(plain).getBytes(StandardCharsets.US_ASCII));
        byte[] original = value.getBytes(StandardCharsets.UTF_8);
        for (int before = 0; before < 3; before++) {
            byte[] shifted = new byte[before + original.length];
            System.arraycopy(original, 0, shifted, before, original.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            // The first and last characters also depend on what stands beside the value.
            String sure = encoded.substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
            if (sure.length() >= MIN_BASE64) {
                forms.add(sure.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return forms;
    }

    private void add(byte[] form, String label) {
        int state = 0;
        for (byte one : form) {
            int[] row = next.get(state);
            if (row[one & 0xff] < 0) {
                row[one & 0xff] = addState();
            }
            state = row[one & 0xff];
        }
        found.get(state).add(label);
    }

    private int addState() {
        int[] row = new int[ALPHABET];
        Arrays.fill(row, -1);
        next.add(row);
        found.add(new TreeSet<>());
        return next.size() - 1;
    }

    private void link() {
        int[] fall = new int[next.size()];
        Deque<Integer> states = new ArrayDeque<>();
        states.add(0);
        while (!states.isEmpty()) {
            int state = states.remove();
            int[] row = next.get(state);
            int[] fallback = next.get(fall[state]);
            for (int letter = 0; letter < ALPHABET; letter++) {
                int after = state == 0 ? 0 : fallback[letter];
                if (row[letter] < 0) {
                    row[letter] = after;
                } else {
                    fall[row[letter]] = after;
                    found.get(row[letter]).addAll(found.get(after));
                    states.add(row[letter]);
                }
            }
        }
    }

    private static byte lower(byte one) {
        return one >= 'A' && one <= 'Z' ? (byte) (one + 32) : one;
    }
}
