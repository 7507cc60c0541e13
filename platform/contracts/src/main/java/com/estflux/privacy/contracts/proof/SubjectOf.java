package com.estflux.privacy.contracts.proof;

import com.estflux.privacy.contracts.EventData;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.UUID;

/** Whom an event is about. */
public final class SubjectOf {

    private SubjectOf() {}

    /** The data subject, if the event names one. */
    public static Optional<UUID> event(EventData data) {
        for (RecordComponent component : data.getClass().getRecordComponents()) {
            if (component.getName().equals("subjectId") && component.getType() == UUID.class) {
                return Optional.ofNullable((UUID) valueOf(component, data));
            }
        }
        return Optional.empty();
    }

    private static Object valueOf(RecordComponent component, EventData data) {
        try {
            return component.getAccessor().invoke(data);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("every component of an event can be read", e);
        }
    }
}
