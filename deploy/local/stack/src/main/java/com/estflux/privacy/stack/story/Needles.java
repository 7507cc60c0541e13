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

    /** By state and byte, the next state: one array, as every byte of hundreds of megabytes goes through it. */
    private final int[] steps;

    /** By state, what is found there; nothing in nearly all of them. */
    private final List<Set<String>> found = new ArrayList<>();

    private final boolean[] hits;

    /** Values to look for, by what they are. */
    Needles(Map<String, String> values) {
        List<int[]> next = new ArrayList<>();
        addState(next);
        values.forEach((label, value) -> forms(value).forEach(form -> add(next, form, label)));
        link(next);
        steps = new int[next.size() * ALPHABET];
        hits = new boolean[next.size()];
        for (int state = 0; state < hits.length; state++) {
            for (int letter = 0; letter < ALPHABET; letter++) {
                steps[state * ALPHABET + letter] = next.get(state)[lower((byte) letter) & 0xff];
            }
            hits[state] = !found.get(state).isEmpty();
        }
    }

    /** A search that goes on over several pieces of one whole. */
    final class Search {

        private final Set<String> labels = new TreeSet<>();
        private int state;

        /** Looks at the next piece. */
        void look(byte[] bytes, int offset, int length) {
            int now = state;
            for (int i = offset; i < offset + length; i++) {
                now = steps[now * ALPHABET + (bytes[i] & 0xff)];
                if (hits[now]) {
                    labels.addAll(found.get(now));
                }
            }
            state = now;
        }

        /** What was found so far. */
        Set<String> labels() {
            return labels;
        }
    }

    /** Which values occur. */
    Set<String> in(byte[] bytes) {
        return in(bytes, 0, bytes.length);
    }

    /** Which values occur in a part. */
    Set<String> in(byte[] bytes, int offset, int length) {
        Search search = new Search();
        search.look(bytes, offset, length);
        return search.labels();
    }

    /** In lower case all of them: so is what they are compared with, even Base64. */
    private static Set<String> forms(String value) {
        Set<String> forms = new TreeSet<>();
        String small = value.toLowerCase(Locale.ROOT);
        forms.add(latin(small.getBytes(StandardCharsets.UTF_8)));
        // In either byte order: without the first zero byte of one, and the last of the other.
        byte[] wide = small.getBytes(StandardCharsets.UTF_16BE);
        forms.add(latin(Arrays.copyOfRange(wide, wide[0] == 0 ? 1 : 0, wide.length)));
        for (String written : List.of(value, small, value.toUpperCase(Locale.ROOT))) {
            byte[] bytes = written.getBytes(StandardCharsets.UTF_8);
            forms.add(HexFormat.of().formatHex(bytes));
            for (int before = 0; before < 3; before++) {
                addBase64(forms, bytes, before);
            }
        }
        return forms;
    }

    private static void addBase64(Set<String> forms, byte[] bytes, int before) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            // The first and last characters also depend on what stands beside the value.
            String sure = encoder.withoutPadding()
                    .encodeToString(shifted)
                    .substring((before * 8 + 5) / 6, shifted.length * 8 / 6);
            if (sure.length() >= MIN_BASE64) {
                forms.add(sure.toLowerCase(Locale.ROOT));
            }
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private void add(List<int[]> next, String form, String label) {
        int state = 0;
        for (byte one : form.getBytes(StandardCharsets.ISO_8859_1)) {
            int[] row = next.get(state);
            if (row[one & 0xff] < 0) {
                row[one & 0xff] = addState(next);
            }
            state = row[one & 0xff];
        }
        found.get(state).add(label);
    }

    private int addState(List<int[]> next) {
        int[] row = new int[ALPHABET];
        Arrays.fill(row, -1);
        next.add(row);
        found.add(new TreeSet<>());
        return next.size() - 1;
    }

    private void link(List<int[]> next) {
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
