package com.estflux.privacy.retention.clock;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a record, as the API shows it.
 *
 * @param clockId the clock
 * @param subjectId the data subject
 * @param category the record's category
 * @param recordId the record, as named by the event that announced it
 * @param kind the record's kind
 * @param status where the clock stands
 * @param openedAt when the record, or what it belongs to, began, UTC
 * @param recordedOn its accounting date
 * @param closedAt when what it belongs to ended, UTC
 * @param retainUntil last Tallinn date it is kept; absent while that depends on an event to come
 * @param keptAfterErasureOn when an erasure left it in place, Tallinn date
 * @param rule the version of the rule its end follows from
 */
@Schema(name = "Clock")
record ClockView(
        UUID clockId,
        UUID subjectId,
        String category,
        String recordId,
        ClockKind kind,
        ClockStatus status,
        @Nullable Instant openedAt,
        @Nullable LocalDate recordedOn,
        @Nullable Instant closedAt,
        @Nullable LocalDate retainUntil,
        @Nullable LocalDate keptAfterErasureOn,
        String rule) {

    static ClockView of(ClockEntity clock) {
        return new ClockView(
                clock.clockId,
                clock.subjectId,
                clock.category,
                clock.recordId,
                clock.kind,
                clock.status(),
                clock.openedAt,
                clock.recordedOn,
                clock.closedAt,
                clock.retainUntil,
                clock.erasedOn,
                clock.ruleReference);
    }
}
