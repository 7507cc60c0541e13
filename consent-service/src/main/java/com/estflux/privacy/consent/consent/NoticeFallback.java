package com.estflux.privacy.consent.consent;

import com.estflux.privacy.consent.consent.Terms.Substitute;
import com.estflux.privacy.consent.purpose.Languages;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the notice that stands in for one that does not exist as a request names it. Languages fall back from a region to
 * the language ({@code en-GB} to {@code en}). A no needs none of it to be right: the current notice stands in for any.
 *
 * @param candidates notices of the versions named, and the current ones
 */
record NoticeFallback(List<Candidate> candidates) {

    static final NoticeFallback NONE = new NoticeFallback(List.of());

    NoticeFallback {
        candidates = List.copyOf(candidates);
    }

    /** A notice there is. */
    record Candidate(String purpose, int version, String language, String hash, boolean current) {}

    /** The notice that stands in for what a request names; null if nothing can. */
    @Nullable
    Substitute of(Asked asked) {
        String language = asked.request().language();
        Integer version = asked.request().noticeVersion();
        Candidate found = candidates.stream()
                .filter(one -> one.purpose().equals(asked.purpose()))
                .filter(one -> version == null ? one.current() : one.version() == version)
                .filter(one -> Languages.covers(one.language(), language))
                .max(Comparator.comparing(one -> one.language().length()))
                .orElse(null);
        if (found == null && asked.isNo()) {
            found = candidates.stream()
                    .filter(one -> one.purpose().equals(asked.purpose()) && one.current())
                    .min(Comparator.<Candidate, Boolean>comparing(one -> !Languages.covers(one.language(), language))
                            .thenComparing(one -> !one.language().equals(Languages.DEFAULT))
                            .thenComparing(Candidate::language))
                    .orElse(null);
        }
        return found == null ? null : new Substitute(found.version(), found.language(), found.hash());
    }
}
