package com.estflux.privacy.consent.receipt;

import com.estflux.privacy.consent.ratelimit.RateLimited;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The keys receipts are verified with. */
@Path("/.well-known/jwks.json")
@Tag(name = "Receipts")
public class JwksResource {

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** The public keys of all receipts ever signed. */
    @GET
    @PermitAll
    @RateLimited
    @Operation(
            summary = "Get the keys that verify receipts",
            description = "A JWK set (RFC 7517) with every key receipts were ever signed with, so that old "
                    + "receipts stay verifiable.")
    public Uni<JsonWebKeys> keys() {
        return keys.published();
    }
}
