package com.estflux.privacy.reference.http;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that can be read or POSTed. */
public final class Route {

    static final UUID NO_ID = new UUID(0, 0);
    private static final String ID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";

    private static final String GET = "GET";

    private final String method;
    private final Pattern path;
    private final Handler handler;

    private Route(String method, String path, Handler handler) {
        this.method = method;
        this.path = Pattern.compile(path.replace("{id}", ID));
        this.handler = handler;
    }

    /** Answers a request: with a body (200 to a GET, 201 to a POST), or with 204 if there is nothing to say. */
    @FunctionalInterface
    public interface Handler {
        /** Answers. */
        @Nullable
        Object answer(Request request) throws SQLException;
    }

    /** A route; {@code {id}} in its path stands for a UUID, at most one. */
    public static Route post(String path, Handler handler) {
        return new Route("POST", path, handler);
    }

    /** A route that reads; {@code {id}} in its path stands for a UUID, at most one. */
    public static Route get(String path, Handler handler) {
        return new Route(GET, path, handler);
    }

    /** The method it takes. */
    String method() {
        return method;
    }

    /** The status of an answer with a body. */
    int status() {
        return method.equals(GET) ? 200 : 201;
    }

    /** The id in a path of this route; empty if the path is not of this route. */
    Optional<UUID> match(String requested) {
        Matcher matcher = path.matcher(requested);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(matcher.groupCount() == 0 ? NO_ID : UUID.fromString(matcher.group(1)));
    }

    @Nullable
    Object answer(Request request) throws SQLException {
        return handler.answer(request);
    }
}
