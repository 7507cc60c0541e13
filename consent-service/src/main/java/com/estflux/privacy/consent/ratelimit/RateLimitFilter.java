package com.estflux.privacy.consent.ratelimit;

import com.estflux.privacy.platform.problem.ProblemBody;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers 429 to a client that calls too often. Who brings a token is somebody, and not limited here. Behind a proxy,
 * configure who is believed about client addresses.
 */
class RateLimitFilter {

    private static final int TOO_MANY_REQUESTS = 429;

    private final RateLimit limit;
    private final Clients clients;
    private final CurrentIdentityAssociation identity;
    private final HttpServerRequest http;

    RateLimitFilter(RateLimit limit, Clients clients, CurrentIdentityAssociation identity, HttpServerRequest http) {
        this.limit = limit;
        this.clients = clients;
        this.identity = identity;
        this.http = http;
    }

    @RateLimited
    @ServerRequestFilter
    Uni<@Nullable Response> filter() {
        String address =
                http.remoteAddress() == null ? null : http.remoteAddress().hostAddress();
        return identity.getDeferredIdentity()
                .map(caller -> caller.isAnonymous() && !limit.allows(clients.of(address), System.nanoTime())
                        ? tooManyRequests()
                        : null);
    }

    private static Response tooManyRequests() {
        return Response.status(TOO_MANY_REQUESTS)
                .type(ProblemBody.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, "60")
                .entity(new ProblemBody(
                        "https://estflux.com/problems/too-many-requests",
                        "Too many requests",
                        TOO_MANY_REQUESTS,
                        "wait a minute, or call with a token",
                        Map.of()))
                .build();
    }
}
