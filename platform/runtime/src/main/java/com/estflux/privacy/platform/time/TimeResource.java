package com.estflux.privacy.platform.time;

import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/time-guard")
@Tag(name = "Time guard", description = "Nothing is deleted by date while the clock cannot be trusted")
class TimeResource {

    private final TimeGuard guard;

    TimeResource(TimeGuard guard) {
        this.guard = guard;
    }

    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR, Roles.OPERATOR})
    @Operation(
            summary = "Whether the clock is trusted, and why not",
            description =
                    "Compared with the database's clock and the latest time seen. While it is not trusted, nothing is"
                            + " deleted by date.")
    public Uni<TimeView> look() {
        return guard.look();
    }

    @POST
    @Path("/release")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Vouch for the time as it is, so that deletions go on",
            description = "409 if nothing is blocked. Who released it and why is on the audit log.")
    public Uni<TimeView> release(@Valid @NotNull TimeRelease release) {
        return guard.release(release);
    }
}
