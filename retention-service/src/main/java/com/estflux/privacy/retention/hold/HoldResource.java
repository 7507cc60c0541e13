package com.estflux.privacy.retention.hold;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/holds")
@Tag(name = "Holds", description = "Legal holds; they win over every rule, plan and disposal")
class HoldResource {

    private final HoldService holds;

    HoldResource(HoldService holds) {
        this.holds = holds;
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Place a hold on a subject's data, a category, or records of it")
    public Uni<HoldView> place(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Valid @NotNull NewHold hold) {
        return holds.place(hold, idempotencyKey);
    }

    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "Holds in force, or all there ever were")
    public Uni<Page<HoldView>> list(
            @QueryParam("all") @DefaultValue("false") boolean all, @BeanParam PageRequest page) {
        return holds.list(all, page.after().map(HoldResource::cursor).orElse(null), page);
    }

    @GET
    @Path("/{holdId}")
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "A hold")
    public Uni<HoldView> find(@PathParam("holdId") UUID holdId) {
        return holds.find(holdId);
    }

    @POST
    @Path("/{holdId}/release")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Release a hold; by another officer than the one who placed it")
    public Uni<HoldView> release(@PathParam("holdId") UUID holdId, @Valid @NotNull Release release) {
        return holds.release(holdId, release);
    }

    private static UUID cursor(String after) {
        try {
            return CanonicalUuid.parse(after);
        } catch (IllegalArgumentException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
