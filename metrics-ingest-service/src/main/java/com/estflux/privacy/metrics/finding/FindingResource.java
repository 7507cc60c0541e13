package com.estflux.privacy.metrics.finding;

import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Usage that did not reach an invoice as it came. */
@Path("/v1/usage-findings")
@Tag(name = "Usage")
public class FindingResource {

    private static final Set<String> KINDS = Set.of("reading", "sample", "quarantine", "late-vps");

    private final FindingService service;

    FindingResource(FindingService service) {
        this.service = service;
    }

    /** What was refused, counted as nothing, given up, waits to be named, or came after its month was closed. */
    @GET
    @RolesAllowed({Roles.BILLING_SYSTEM, Roles.OPERATOR, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "Usage that did not reach an invoice as it came, and why; the latest first")
    public Uni<Page<Finding>> findings(
            @Parameter(description = "reading, sample, quarantine or late-vps") @QueryParam("kind") @Nullable
                    String kind,
            @QueryParam("vpsId") @Nullable UUID vpsId,
            @BeanParam PageRequest page) {
        if (kind != null && !KINDS.contains(kind)) {
            throw Problems.badRequest("invalid-kind", "Invalid kind", "pass reading, sample, quarantine or late-vps");
        }
        return service.page(kind, vpsId, page);
    }
}
