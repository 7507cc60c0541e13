package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a store did with, or found of, one category. A category can have several outcomes.
 *
 * @param category the category
 * @param outcome what was done
 * @param count number of records
 * @param retainUntil last Tallinn date it is kept; null if nothing is kept or the end depends on an event to come
 * @param legalBasis why it may be kept, with article; null unless kept
 * @param digest SHA-256 over the sorted record ids, hexadecimal; null if count is 0
 */
public record CategoryOutcome(
        DataCategory category,
        Outcome outcome,
        long count,
        @Nullable LocalDate retainUntil,
        @Nullable String legalBasis,
        @Nullable String digest) {}
