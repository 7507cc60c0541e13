package com.estflux.privacy.contracts;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * An event with its CloudEvents 1.0 context.
 *
 * @param id unique with the source; consumers recognise a second delivery by both
 * @param source who says so, for example {@code /estflux/consent}
 * @param time when it was recorded, UTC
 * @param data the data
 * @param <T> the type of the data
 */
public record EventMessage<T extends EventData>(String id, String source, Instant time, T data) {

    /** A new event, with a fresh UUIDv7 as its id. */
    public static <T extends EventData> EventMessage<T> create(String source, Clock clock, T data) {
        return new EventMessage<>(newId().toString(), source, clock.instant().truncatedTo(ChronoUnit.MICROS), data);
    }

    /** A fresh UUIDv7: time-ordered, so that indexes on it stay compact. */
    public static UUID newId() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The type of the event. */
    public EventType type() {
        return EventType.of(data);
    }
}
