package com.estflux.privacy.metrics.sample;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** InfluxDB's clients, Telegraf among them, send their access token as {@code Token …}: the same as {@code Bearer …}. */
@ApplicationScoped
class TokenScheme {

    private static final String TOKEN = "Token ";
    /** Before anyone looks at who sends it. */
    private static final int BEFORE_AUTHENTICATION = 900;

    void register(@Observes Filters filters) {
        filters.register(TokenScheme::translate, BEFORE_AUTHENTICATION);
    }

    private static void translate(RoutingContext request) {
        String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null
                && authorization.regionMatches(true, 0, TOKEN, 0, TOKEN.length())
                && request.normalizedPath().equals(LineProtocolResource.PATH)) {
            request.request()
                    .headers()
                    .set(HttpHeaders.AUTHORIZATION, "Bearer " + authorization.substring(TOKEN.length()));
        }
        request.next();
    }
}
