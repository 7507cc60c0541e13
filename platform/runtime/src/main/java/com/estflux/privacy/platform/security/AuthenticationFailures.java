package com.estflux.privacy.platform.security;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Leaves a failed authentication to the endpoint, whose problem mappers answer it. Quarkus REST does the same once it has
 * found the endpoint; before that it finds out the template of every request's path, in case its authentication should
 * fail, and that was a tenth of what a request takes. Nothing but endpoints asks who calls: no path has an HTTP policy.
 */
@ApplicationScoped
class AuthenticationFailures {

    /** The priority of authentication, which prepares a handler of its own; filters of the same priority come after it. */
    private static final int AFTER_AUTHENTICATION = 200;

    void register(@Observes Filters filters) {
        filters.register(
                request -> {
                    request.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
                    request.next();
                },
                AFTER_AUTHENTICATION);
    }
}
