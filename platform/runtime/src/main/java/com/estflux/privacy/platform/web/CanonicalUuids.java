package com.estflux.privacy.platform.web;

import com.estflux.privacy.contracts.CanonicalUuid;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the ids of paths and queries in their canonical form alone; any other is as if it were no id at all. */
@Provider
public class CanonicalUuids implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked")
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type generic, Annotation[] annotations) {
        return type == UUID.class ? (ParamConverter<T>) new Converter() : null;
    }

    private static final class Converter implements ParamConverter<UUID> {

        @Override
        public UUID fromString(@Nullable String text) {
            return CanonicalUuid.parse(text);
        }

        @Override
        public String toString(UUID id) {
            return id.toString();
        }
    }
}
