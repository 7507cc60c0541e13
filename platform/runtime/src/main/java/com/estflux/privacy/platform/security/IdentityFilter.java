package com.estflux.privacy.platform.security;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Resolves who calls before anything asks {@link Caller}. Authentication is lazy here, so that refusals are answered by
 * the same problems as everything else; an endpoint open to all would otherwise find out on the event loop, where it
 * must not wait.
 */
class IdentityFilter {

    private final CurrentIdentityAssociation identity;

    IdentityFilter(CurrentIdentityAssociation identity) {
        this.identity = identity;
    }

    /** A token that does not hold is refused even where none is needed: its sender means to be somebody. */
    @ServerRequestFilter
    Uni<Void> resolve() {
        return identity.getDeferredIdentity()
                .invoke(resolved -> identity.setIdentity(resolved))
                .replaceWithVoid();
    }
}
