package com.estflux.privacy.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** What the HTTP server refuses before any endpoint sees it is a problem too: too large, not there, not acceptable. */
@ApplicationScoped
class HttpProblemHandler {

    private final ObjectMapper json;

    HttpProblemHandler(ObjectMapper json) {
        this.json = json;
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
