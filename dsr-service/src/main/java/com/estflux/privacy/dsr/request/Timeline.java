package com.estflux.privacy.dsr.request;

import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened to each request, in order. Entries are written with their effects and never changed. */
@ApplicationScoped
public class Timeline {

    private final TimelineRepository entries;
    private final Clock clock;

    Timeline(TimelineRepository entries, Clock clock) {
        this.entries = entries;
        this.clock = clock;
    }

    /** Notes something a person, staff or the service itself did, in the current transaction. */
    public Uni<Void> note(RequestEntity request, String event, Actor actor, @Nullable String detail) {
        return note(request.requestId(), event, actor.kind(), null, detail);
    }

    /** Notes something that concerns a store, in the current transaction. */
    public Uni<Void> noteStore(UUID requestId, String event, String storeId, @Nullable String detail) {
        return note(requestId, event, "store", storeId, detail);
    }

    /** The entries of a request, oldest first. */
    @WithTransaction
    Uni<Page<TimelineView>> of(UUID requestId, PageRequest page) {
        long after = page.after().map(Timeline::entryId).orElse(0L);
        return entries.after(requestId, after, page.limit() + 1)
                .map(found -> Page.of(found, page, entry -> Long.toString(entry.entryId())))
                .map(cut -> new Page<>(
                        cut.items().stream().map(TimelineEntity::view).toList(), cut.next()));
    }

    private Uni<Void> note(
            UUID requestId, String event, String actor, @Nullable String storeId, @Nullable String detail) {
        return entries.persist(new TimelineEntity(
                        requestId, clock.instant().truncatedTo(ChronoUnit.MICROS), event, actor, storeId, detail))
                .replaceWithVoid();
    }

    private static long entryId(String cursor) {
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
