package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.DataCategory;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a record, as other features see it.
 *
 * @param category the record's category
 * @param recordId the record, as named by the event that announced it
 * @param kind its kind
 * @param retainUntil last Tallinn date it is kept; null while that depends on an event to come
 * @param status where the clock stands
 * @param begunAfterErasure whether the record was announced when its subject had been erased already
 */
public record RecordClock(
        DataCategory category,
        String recordId,
        ClockKind kind,
        @Nullable LocalDate retainUntil,
        ClockStatus status,
        boolean begunAfterErasure) {}
