package com.estflux.privacy.consent.purpose;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Copies of what a request brings, before its validation: elements may be null, and so may the whole. */
final class Copies {

    private Copies() {}

    @SuppressWarnings("NullAway")
    static <T> List<T> of(@Nullable List<T> list) {
        return list == null ? null : Collections.unmodifiableList(new ArrayList<>(list));
    }

    @SuppressWarnings("NullAway")
    static <T> Map<String, T> of(@Nullable Map<String, T> map) {
        return map == null ? null : Collections.unmodifiableMap(new TreeMap<>(map));
    }
}
