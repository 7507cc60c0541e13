package com.estflux.privacy.platform.security;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Resolves who calls before anything asks {@link Caller}. Authentication is lazy here, so that refusals are answered by
 * the same problems as everything else; an endpoint open to all would otherwise find out on the event loop, where it
 * must not wait.
 */
public class IdentityFilter {

    private static final String IDENTITY = "estflux.identity";

    private final CurrentIdentityAssociation identity;

    IdentityFilter(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /** A token that does not hold is refused even where none is needed: its sender means to be somebody. */
    @ServerRequestFilter
    Uni<Void> resolve(ContainerRequestContext request) {
        return identity.getDeferredIdentity()
                .invoke(resolved -> request.setProperty(IDENTITY, resolved))
                .replaceWithVoid();
    }

    /** Whether it is known by now that a request comes from somebody with a token. */
    public static boolean isAuthenticated(ContainerRequestContext request) {
        return request.getProperty(IDENTITY) instanceof SecurityIdentity resolved && !resolved.isAnonymous();
    }
}
