package com.estflux.privacy.consent.consent;

import org.jspecify.annotations.Nullable;

/**
 * What a purpose says about consents to it.
 *
 * @param legalBasis its legal basis
 * @param validFor how long a consent lasts, ISO 8601 period; null if it does not expire
 * @param noticeVersion version of the notice to show now
 * @param noticeHash hash of the notice the request refers to, in its language; null if there is none
 * @param substitute stands in for the notice the request refers to; null if that one exists, or nothing can
 */
record Terms(
        String legalBasis,
        @Nullable String validFor,
        int noticeVersion,
        @Nullable String noticeHash,
        @Nullable Substitute substitute) {

    Terms(String legalBasis, @Nullable String validFor, int noticeVersion, @Nullable String noticeHash) {
        this(legalBasis, validFor, noticeVersion, noticeHash, null);
    }

    /** A notice that stands in for one that does not exist in the version or language the request names. */
    record Substitute(int version, String language, String hash) {}
}
