package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.ratelimit.RateLimited;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What websites say about browser signals. */
@Path("/.well-known/gpc.json")
@Tag(name = "Visitors")
@RateLimited
public class GpcResource {

    private static final Map<String, Object> SUPPORTED = Map.of("gpc", true, "lastUpdate", "2026-11-24");

    /** Says that Global Privacy Control is honoured. */
    @GET
    @PermitAll
    @Operation(
            summary = "Say that Global Privacy Control is honoured",
            description = "The file the specification of Global Privacy Control asks for.")
    public Map<String, Object> gpc() {
        return SUPPORTED;
    }
}
