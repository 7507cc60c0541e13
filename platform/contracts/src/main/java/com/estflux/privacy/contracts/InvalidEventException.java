package com.estflux.privacy.contracts;

/** A record is not an event of the contract. No retry mends it; its message holds nothing of the record's content. */
public final class InvalidEventException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong with a record; stable, so that dead letters can be counted and found by it. */
    public enum Reason {
        /** The record has no key, or one that is not UTF-8. */
        MISSING_KEY,
        /** The key does not belong to the data. */
        KEY_MISMATCH,
        /** A required CloudEvents attribute is missing or malformed. */
        INVALID_ATTRIBUTE,
        /** No such type exists, or none that travels on this topic. */
        UNKNOWN_TYPE,
        /** The value is not JSON. */
        MALFORMED_JSON,
        /** The value breaks the type's JSON Schema. */
        SCHEMA_VIOLATION,
        /** The value is larger than {@link Topic#maxDataBytes()}. */
        OVERSIZED,
        /** Somewhere in the record is what looks like a card number (PF-2.2). */
        CARD_NUMBER,
        /** It must be signed and is not. */
        UNSIGNED,
        /** It is signed, but not with a key of who must have said it, or it was changed afterwards. */
        WRONG_SIGNATURE,
        /** It names a source that may not say such a thing. */
        WRONG_SENDER,
        /** It, or what it says happened, is dated in the future. */
        FUTURE_DATED,
        /** It was well-formed, but handling it failed again and again. */
        HANDLING_FAILED
    }

    private final Reason reason;

    /**
     * Says what is wrong.
     *
     * @param reason the kind of defect
     * @param message where it is, without any content of the record
     */
    public InvalidEventException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The kind of defect. */
    public Reason reason() {
        return reason;
    }
}
