package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.platform.problem.ProblemBody;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/** Answers 429 to a client that calls too often. Behind a proxy, configure who is believed about client addresses. */
@RateLimited
@Provider
class RateLimitFilter implements ContainerRequestFilter {

    private static final int TOO_MANY_REQUESTS = 429;

    private final RateLimit limit;
    private final HttpServerRequest http;

    RateLimitFilter(RateLimit limit, HttpServerRequest http) {
        this.limit = limit;
        this.http = http;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String client = http.remoteAddress() == null ? "" : http.remoteAddress().hostAddress();
        if (!limit.allows(client, System.nanoTime())) {
            request.abortWith(Response.status(TOO_MANY_REQUESTS)
                    .type(ProblemBody.MEDIA_TYPE)
                    .header(HttpHeaders.RETRY_AFTER, "60")
                    .entity(new ProblemBody(
                            "https://estflux.com/problems/too-many-requests",
                            "Too many requests",
                            TOO_MANY_REQUESTS,
                            null,
                            Map.of()))
                    .build());
        }
    }
}
