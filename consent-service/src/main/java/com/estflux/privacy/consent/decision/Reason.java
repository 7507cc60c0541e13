package com.estflux.privacy.consent.decision;

import com.fasterxml.jackson.annotation.JsonValue;

/** Why a purpose may, or may not, be processed. Stable, so that callers can act on it. */
public enum Reason {
    /** The contract needs it (Art. 6(1)(b)). */
    CONTRACT("contract"),
    /** The law requires it (Art. 6(1)(c)). */
    LEGAL_OBLIGATION("legal-obligation"),
    /** A legitimate interest, without an objection that stops it (Art. 6(1)(f)). */
    LEGITIMATE_INTEREST("legitimate-interest"),
    /**
     * An objection to security or fraud prevention is being examined (PF-3/4: it stops them when it is upheld). Meanwhile
     * data may be used only to protect the rights of others or for legal claims (Art. 18(2)).
     */
    OBJECTION_PENDING("objection-pending"),
    /** An objection was overridden on compelling legitimate grounds (Art. 21(1)). */
    OBJECTION_OVERRIDDEN("objection-overridden"),
    /** The person consented (Art. 6(1)(a)). */
    CONSENT("consent"),
    /** Anonymised statistics, nobody opted out (PF-8.2). */
    NOT_OPTED_OUT("not-opted-out"),
    /** No such purpose is registered. */
    UNKNOWN_PURPOSE("unknown-purpose"),
    /** Nobody with this id is known. */
    UNKNOWN_SUBJECT("unknown-subject"),
    /** The person was erased. */
    ERASED("erased"),
    /** Processing is restricted (Art. 18). */
    RESTRICTED("restricted"),
    /** The person has no account, or its opening has not been heard of. */
    NO_ACCOUNT("no-account"),
    /** The account is closed. */
    ACCOUNT_CLOSED("account-closed"),
    /** The person was never asked. */
    NO_CONSENT("no-consent"),
    /** The person refused. */
    REFUSED("refused"),
    /** The person withdrew (Art. 7(3)). */
    WITHDRAWN("withdrawn"),
    /** The consent lapsed. */
    EXPIRED("expired"),
    /** A line of a bulk query that is no question. */
    MALFORMED_QUESTION("malformed-question"),
    /** More questions than one bulk query may ask. */
    TOO_MANY_QUESTIONS("too-many-questions"),
    /** The notice changed materially since the person agreed. */
    NOTICE_CHANGED("notice-changed"),
    /** The person objected, or their objection was upheld (Art. 21). */
    OBJECTION("objection"),
    /** The person opted out of statistics (PF-8.2). */
    OPTED_OUT("opted-out");

    private final String code;

    Reason(String code) {
        this.code = code;
    }

    /** The code, lower-case kebab. */
    @JsonValue
    public String code() {
        return code;
    }
}
