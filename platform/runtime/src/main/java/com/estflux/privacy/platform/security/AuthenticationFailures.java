package com.estflux.privacy.platform.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.BiConsumer;

/**
 * Hands a failed authentication to whoever answers for all failures, as Quarkus REST would have it. Its own handler does
 * the same, but is put in place only after it has found out, for each request anew, the template of the path, in case it
 * fails: that was a tenth of what a request takes. Here authentication is lazy, and whoever asks for it knows the template.
 */
@ApplicationScoped
class AuthenticationFailures {

    /** The priority of authentication, which prepares a handler of its own; filters of the same priority come after it. */
    private static final int AFTER_AUTHENTICATION = 200;

    void register(@Observes Filters filters) {
        BiConsumer<RoutingContext, Throwable> handler = AuthenticationFailures::fail;
        filters.register(
                request -> {
                    request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, handler);
                    request.next();
                },
                AFTER_AUTHENTICATION);
    }

    private static void fail(RoutingContext request, Throwable failure) {
        DefaultAuthFailureHandler.markIfOtherAuthenticationFailure(request, failure);
        if (!request.failed()) {
            request.fail(DefaultAuthFailureHandler.extractRootCause(failure));
        }
    }
}
