package com.estflux.privacy.dsr.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a request.
 *
 * @param at when, UTC
 * @param event what
 * @param actor who: person, staff, system or store
 * @param storeId the store concerned, null if none
 * @param detail reason or state code, null if none
 */
public record TimelineView(
        Instant at,
        String event,
        String actor,
        @Nullable String storeId,
        @Nullable String detail) {}
