package com.estflux.privacy.platform.web;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Headers of every answer. Nothing is kept by caches that does not say itself that it may be, since nearly all of it is
 * personal; and the {@code Host} that a client sent comes back in no {@code Location}.
 */
@Provider
class ResponseHeaders implements ContainerResponseFilter {

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        headers.computeIfAbsent(HttpHeaders.CACHE_CONTROL, none -> new ArrayList<>(List.of("no-store")));
        Object location = headers.getFirst(HttpHeaders.LOCATION);
        if (location instanceof URI address && address.getRawAuthority() != null) {
            headers.putSingle(HttpHeaders.LOCATION, withoutOrigin(address));
        }
    }

    /** The services send nobody to another place than their own. */
    private static URI withoutOrigin(URI address) {
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        return URI.create(address.getRawPath() + query);
    }
}
