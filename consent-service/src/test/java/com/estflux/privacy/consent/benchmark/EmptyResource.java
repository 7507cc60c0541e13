package com.estflux.privacy.consent.benchmark;

import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** An endpoint that does nothing but be authorised: what decisions are measured against. Test code only. */
@Path("/benchmark/empty")
public class EmptyResource {

    /** Nothing. */
    @GET
    @RolesAllowed(Roles.ACCOUNT_SYSTEM)
    @Operation(hidden = true)
    public Uni<Map<String, Boolean>> empty() {
        return Uni.createFrom().item(Map.of("allowed", false));
    }
}
