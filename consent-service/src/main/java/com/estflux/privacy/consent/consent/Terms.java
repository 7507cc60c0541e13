package com.estflux.privacy.consent.consent;

import org.jspecify.annotations.Nullable;

/**
 * What a purpose says about consents to it.
 *
 * @param legalBasis its legal basis
 * @param validFor how long a consent lasts, ISO 8601 period; null if it does not expire
 * @param noticeVersion version of the notice to show now
 * @param noticeHash hash of the notice the request refers to, in its language; null if there is none
 */
record Terms(
        String legalBasis,
        @Nullable String validFor,
        int noticeVersion,
        @Nullable String noticeHash) {}
