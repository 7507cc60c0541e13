package com.estflux.privacy.contracts.proof;

import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.contracts.InvalidEventException;
import com.estflux.privacy.contracts.InvalidEventException.Reason;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happened cannot have happened in the future. An event dated there would win over every true one until its day;
 * it is refused. Dates ({@code LocalDate}) say until when or from when something applies and are not looked at.
 */
public final class FutureDates {

    /** How far clocks may differ. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    /** Instants of the data that may lie in the future, by type: they do not say when something happened. */
    private static final Map<EventType, Set<String>> MAY_BE_AHEAD = Map.of();

    private static final Map<EventType, List<RecordComponent>> INSTANTS = instants();

    private FutureDates() {}

    private static Map<EventType, List<RecordComponent>> instants() {
        Map<EventType, List<RecordComponent>> instants = new EnumMap<>(EventType.class);
        for (EventType type : EventType.values()) {
            Set<String> exempt = MAY_BE_AHEAD.getOrDefault(type, Set.of());
            instants.put(
                    type,
                    Stream.of(type.dataClass().getRecordComponents())
                            .filter(component -> component.getType() == Instant.class)
                            .filter(component -> !exempt.contains(component.getName()))
                            .toList());
        }
        return instants;
    }

    /**
     * Refuses an event from the future.
     *
     * @param now the time it is taken in
     * @throws InvalidEventException {@code FUTURE_DATED} if it, or what it tells of, lies ahead
     */
    public static void check(EventMessage<?> event, Instant now) throws InvalidEventException {
        Instant latest = now.plus(TOLERANCE);
        requireNotAfter(event.time(), latest, "ce_time");
        for (RecordComponent component : INSTANTS.getOrDefault(event.type(), List.of())) {
            Object value = valueOf(component, event.data());
            if (value instanceof Instant instant) {
                requireNotAfter(instant, latest, component.getName());
            }
        }
    }

    private static void requireNotAfter(Instant time, Instant latest, String name) throws InvalidEventException {
        if (time.isAfter(latest)) {
            throw new InvalidEventException(Reason.FUTURE_DATED, name + " lies in the future");
        }
    }

    private static Object valueOf(RecordComponent component, EventData data) {
        try {
            return component.getAccessor().invoke(data);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("every component of an event can be read", e);
        }
    }
}
