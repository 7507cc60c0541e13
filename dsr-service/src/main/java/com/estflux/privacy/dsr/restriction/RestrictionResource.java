package com.estflux.privacy.dsr.restriction;

import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Restrictions that staff asked for. */
@Path("/v1/requests")
@Tag(name = "Restrictions", description = "Decisions on restrictions that staff opened")
public class RestrictionResource {

    private final RestrictionService restrictions;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    RestrictionResource(RestrictionService restrictions, Caller caller, Pseudonyms pseudonyms) {
        this.restrictions = restrictions;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** Approve a restriction that staff opened; by another officer than who opened it. */
    @POST
    @Path("/{requestId}/restriction")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Approve a restriction that staff opened; by another officer than who opened it")
    public Uni<RequestView> approve(UUID requestId) {
        return restrictions.approve(requestId, Actor.of(caller, pseudonyms));
    }
}
