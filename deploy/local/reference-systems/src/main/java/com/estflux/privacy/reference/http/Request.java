package com.estflux.privacy.reference.http;

import java.util.UUID;

/** What a route is called with. */
public final class Request {

    private final UUID id;
    private final byte[] body;

    Request(UUID id, byte[] body) {
        this.id = id;
        this.body = body;
    }

    /** The id in the path; the nil UUID on a route without one. */
    public UUID id() {
        return id;
    }

    /**
     * The body. A route that expects none reads it too, as {@link Nothing}: so that a field too many is refused.
     *
     * @throws Problem if it is not such a body
     */
    public <T> T body(Class<T> type) {
        return Json.read(body, type);
    }

    /** A body without fields. */
    public record Nothing() {}
}
