package com.estflux.privacy.contracts;

/** Characters of numbers as people write them: digits of any script, and what stands between them. */
final class Digits {

    private static final char LAST_ASCII = 0x7f;

    private Digits() {}

    static boolean isDigit(char character) {
        return character <= LAST_ASCII ? character >= '0' && character <= '9' : Character.isDigit(character);
    }

    static int value(char digit) {
        return digit <= LAST_ASCII ? digit - '0' : Character.digit(digit, 10);
    }

    /** Whether two groups of digits with this between them may be one number. */
    static boolean isSeparator(char character) {
        return isSpaceOrDash(character) || character == '.' || character == '/' || character == '_';
    }

    /** Whether it is a space or a dash of any width. */
    static boolean isSpaceOrDash(char character) {
        if (character <= LAST_ASCII) {
            return character == ' ' || character == '-' || character == '\t';
        }
        int type = Character.getType(character);
        return type == Character.SPACE_SEPARATOR || type == Character.DASH_PUNCTUATION || character == '\u2212';
    }

    static boolean isAsciiDigitOrLetter(char character) {
        return (character >= '0' && character <= '9') || isAsciiLetter(character);
    }

    static boolean isAsciiLetter(char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    }

    static boolean isHexadecimal(char character) {
        return (character >= '0' && character <= '9')
                || (character >= 'a' && character <= 'f')
                || (character >= 'A' && character <= 'F');
    }
}
