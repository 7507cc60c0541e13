package com.estflux.privacy.contracts.consent;

import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.time.LocalDate;

/**
 * A version of the privacy policy was published (PF-11.1).
 *
 * @param version the version, also the record key
 * @param publishedAt when, UTC
 * @param effectiveOn from which Tallinn date it applies
 * @param material whether customers must be told
 */
public record PolicyPublished(String version, Instant publishedAt, LocalDate effectiveOn, boolean material)
        implements EventData {}
