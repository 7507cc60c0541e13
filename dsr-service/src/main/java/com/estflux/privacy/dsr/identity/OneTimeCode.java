package com.estflux.privacy.dsr.identity;

import java.security.SecureRandom;
import java.util.Locale;

/** Codes a person can type: ten of 31 signs that are not mistaken for each other, about 49 bits. */
final class OneTimeCode {

    private static final String SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private static final int LENGTH = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OneTimeCode() {}

    static String next() {
        StringBuilder code = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            code.append(SIGNS.charAt(RANDOM.nextInt(SIGNS.length())));
        }
        return code.toString();
    }

    /** As it was made, however it was typed. */
    static String normalise(String typed) {
        return typed.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }
}
