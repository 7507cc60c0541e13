package com.estflux.privacy.reference.http;

import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Something that can be POSTed. */
public final class Route {

    static final UUID NO_ID = new UUID(0, 0);
    private static final String ID = "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";

    private final Pattern path;
    private final Handler handler;

    private Route(Pattern path, Handler handler) {
        this.path = path;
        this.handler = handler;
    }

    /** Answers a request: with 201 and a body, or with 204 if there is nothing to say. */
    @FunctionalInterface
    public interface Handler {
        /** Answers. */
        @Nullable
        Object answer(Request request) throws SQLException;
    }

    /** A route; {@code {id}} in its path stands for a UUID, at most one. */
    public static Route post(String path, Handler handler) {
        return new Route(Pattern.compile(path.replace("{id}", ID)), handler);
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
