package com.estflux.privacy.consent.purpose;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What personal data is processed for, and the texts that say so. Public, as the privacy policy is. */
@Path("/v1/purposes")
@Tag(name = "Purposes")
public class PurposeResource {

    private final PurposeService purposes;

    PurposeResource(PurposeService purposes) {
        this.purposes = purposes;
    }

    /** Lists every purpose with the notices to show now. */
    @GET
    @PermitAll
    @Operation(summary = "List purposes with their current notices")
    public Uni<List<Purpose>> list() {
        return purposes.list();
    }
}
