package com.estflux.privacy.retention.rule;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a record whose retention is to be told. All dates are Tallinn dates.
 *
 * @param openedOn when it, or what it belongs to, began; null if not told yet
 * @param recordedOn its accounting date; null if it has none
 * @param closedOn when what it belongs to ended; null if it has not
 * @param disputed whether an open dispute needs it
 * @param erasedOn when an erasure left it in place; null if none did
 */
public record RecordFacts(
        @Nullable LocalDate openedOn,
        @Nullable LocalDate recordedOn,
        @Nullable LocalDate closedOn,
        boolean disputed,
        @Nullable LocalDate erasedOn) {}
