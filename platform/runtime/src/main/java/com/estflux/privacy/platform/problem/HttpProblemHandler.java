package com.estflux.privacy.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the HTTP server refuses before any endpoint sees it is a problem too: too large, not there, not acceptable. */
@ApplicationScoped
class HttpProblemHandler {

    /** Before Quarkus looks at the length itself, and answers without a body. */
    private static final int FIRST = 1_000;

    private final ObjectMapper json;
    private final long largestBody;

    HttpProblemHandler(
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size", defaultValue = "10M") MemorySize largestBody) {
        this.json = json;
        this.largestBody = largestBody.asLongValue();
    }

    void registerLimit(@Observes Filters filters) {
        filters.register(this::refuseTooLarge, FIRST);
    }

    /** A body said to be too large is not read at all. */
    private void refuseTooLarge(RoutingContext context) {
        if (announcedLength(context) > largestBody) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            answer(context, HttpProblems.of(413));
        } else {
            context.next();
        }
    }

    private static long announcedLength(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    void register(@Observes Router router) {
        for (int status : new int[] {400, 404, 405, 406, 413, 414, 415, 431}) {
            router.errorHandler(status, context -> answer(context, HttpProblems.of(status)));
        }
    }

    private void answer(RoutingContext context, ProblemType type) {
        if (context.response().headWritten()) {
            return;
        }
        context.response()
                .setStatusCode(type.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .end(body(type));
    }

    private String body(ProblemType type) {
        try {
            return json.writeValueAsString(new ProblemBody(type.uri(), type.title(), type.status(), null, Map.of()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem can always be written", e);
        }
    }
}
