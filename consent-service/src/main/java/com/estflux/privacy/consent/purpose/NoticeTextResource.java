package com.estflux.privacy.consent.purpose;

import com.estflux.privacy.consent.ratelimit.RateLimited;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The archive of every text ever shown. */
@Path("/v1/notice-texts/{hash}")
@Tag(name = "Purposes")
public class NoticeTextResource {

    private final PurposeService purposes;

    NoticeTextResource(PurposeService purposes) {
        this.purposes = purposes;
    }

    /** The exact text with a hash, as a consent or a receipt names it. */
    @GET
    @PermitAll
    @RateLimited
    @Operation(
            summary = "Get the exact text with a hash",
            description = "The hash is the SHA-256 of title, an empty line and body, as consents and receipts name it.")
    public Uni<NoticeText> get(@PathParam("hash") String hash) {
        return purposes.text(hash).map(found -> found.orElseThrow(Problems::notFound));
    }
}
