package com.estflux.privacy.platform.web;

import com.estflux.privacy.platform.time.TimeBounds;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.function.Predicate;

/** JSON names no times beyond {@link TimeBounds}. */
@Singleton
class BoundedTimes implements ObjectMapperCustomizer {

    @Override
    public void customize(ObjectMapper mapper) {
        SimpleModule module = new SimpleModule("bounded-times");
        module.addDeserializer(
                Instant.class, new Bounded<>(Instant.class, InstantDeserializer.INSTANT, TimeBounds::holds));
        module.addDeserializer(
                LocalDate.class, new Bounded<>(LocalDate.class, LocalDateDeserializer.INSTANCE, TimeBounds::holds));
        module.addDeserializer(
                OffsetDateTime.class,
                new Bounded<>(
                        OffsetDateTime.class,
                        InstantDeserializer.OFFSET_DATE_TIME,
                        time -> TimeBounds.holds(time.toInstant())));
        mapper.registerModule(module);
    }

    /** Last: a module that is registered later wins, and Quarkus registers the one for times itself. */
    @Override
    public int priority() {
        return MINIMUM_PRIORITY;
    }

    private static final class Bounded<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient JsonDeserializer<T> unbounded;
        private final transient Predicate<T> within;

        private Bounded(Class<T> type, JsonDeserializer<T> unbounded, Predicate<T> within) {
            super(type);
            this.unbounded = unbounded;
            this.within = within;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            T time = unbounded.deserialize(parser, context);
            if (time != null && !within.test(time)) {
                throw context.weirdStringException("", _valueClass, "out of bounds");
            }
            return time;
        }
    }
}
