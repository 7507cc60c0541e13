package com.estflux.privacy.reference.http;

import org.jspecify.annotations.Nullable;

/** What the fields of a body must be. The messages name the field, never its value. */
public final class Fields {

    private static final long MOST_CENTS = 1_000_000_000_000L;

    private Fields() {}

    /** A field that must be there. */
    public static void required(@Nullable Object value, String name) {
        require(value != null, name + " is required");
    }

    /** A text that must be there, not blank, no longer than this and printable. */
    public static void text(@Nullable String value, String name, int longest) {
        require(value != null && !value.isBlank(), name + " is required");
        require(value.length() <= longest, name + " is longer than " + longest + " characters");
        require(value.chars().noneMatch(Fields::isUnprintable), name + " has control characters");
    }

    /** An amount of money in cents that must be there. */
    public static void cents(@Nullable Long value, String name) {
        require(value != null && value > 0 && value <= MOST_CENTS, name + " must be from 1 to " + MOST_CENTS);
    }

    /** Refuses a body unless a condition holds. */
    public static void require(boolean condition, String message) {
        if (!condition) {
            throw new InvalidFieldException(message);
        }
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character) && "\t\r\n".indexOf(character) < 0;
    }

    static final class InvalidFieldException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        InvalidFieldException(String message) {
            super(message);
        }
    }
}
