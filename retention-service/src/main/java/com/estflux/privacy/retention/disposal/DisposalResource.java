package com.estflux.privacy.retention.disposal;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/disposals")
@RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR})
@Tag(name = "Disposals", description = "What was disposed of, when, by which rule, and what each store said")
class DisposalResource {

    private final DisposalService disposals;

    DisposalResource(DisposalService disposals) {
        this.disposals = disposals;
    }

    @GET
    @Operation(summary = "Disposals, the oldest first")
    public Uni<Page<DisposalView>> list(
            @QueryParam("status")
                    @Parameter(schema = @Schema(enumeration = {"issued", "completed", "failed"}))
                    @Pattern(regexp = "issued|completed|failed")
                    @Nullable
                    String status,
            @BeanParam PageRequest page) {
        DisposalStatus wanted = status == null ? null : DisposalStatus.valueOf(status.toUpperCase(Locale.ROOT));
        return disposals.list(wanted, page.after().map(DisposalResource::cursor).orElse(null), page);
    }

    @GET
    @Path("/{disposalId}")
    @Operation(summary = "A disposal and its certificate")
    public Uni<DisposalView> find(@PathParam("disposalId") UUID disposalId) {
        return disposals.find(disposalId);
    }

    private static UUID cursor(String after) {
        try {
            return CanonicalUuid.parse(after);
        } catch (IllegalArgumentException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
