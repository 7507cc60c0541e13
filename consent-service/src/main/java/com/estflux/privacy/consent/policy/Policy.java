package com.estflux.privacy.consent.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of the privacy policy.
 *
 * @param version its name
 * @param status whether it is a draft or was published
 * @param material whether customers must be told (PF-11.1)
 * @param effectiveOn from which Tallinn date it applies
 * @param publishedAt its "last updated", UTC; null for a draft
 * @param texts the text per language
 */
public record Policy(
        String version,
        String status,
        boolean material,
        LocalDate effectiveOn,
        @Nullable Instant publishedAt,
        Map<String, String> texts) {

    /** Copies the map, so that the record cannot change. */
    public Policy {
        texts = Map.copyOf(texts);
    }
}
