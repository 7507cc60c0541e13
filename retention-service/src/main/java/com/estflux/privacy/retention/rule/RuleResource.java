package com.estflux.privacy.retention.rule;

import com.estflux.privacy.platform.security.Roles;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/v1/rules")
@Tag(name = "Rules", description = "How long each category of data is kept, and why")
class RuleResource {

    private static final String CATEGORY = "[a-z][a-z0-9-]{1,63}";

    private final RuleService rules;

    RuleResource(RuleService rules) {
        this.rules = rules;
    }

    @GET
    @Authenticated
    @Operation(summary = "The rules in force today")
    public Uni<List<RuleView>> list() {
        return rules.list();
    }

    @GET
    @Path("/{category}/versions")
    @Authenticated
    @Operation(summary = "Every version of a category's rule, the newest first")
    public Uni<List<RuleView>> versions(@PathParam("category") @Pattern(regexp = CATEGORY) String category) {
        return rules.versions(category);
    }

    @POST
    @Path("/{category}/versions")
    @ResponseStatus(201)
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary =
                    "Draft a version that takes effect from a date once another officer approves it; earlier ones stay")
    public Uni<RuleView> add(
            @PathParam("category") @Pattern(regexp = CATEGORY) String category,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Valid @NotNull NewRuleVersion version) {
        return rules.add(category, version, idempotencyKey);
    }

    @POST
    @Path("/{category}/versions/{version}/approval")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Approve a drafted version; by another officer than the one who drafted it")
    public Uni<RuleView> approve(
            @PathParam("category") @Pattern(regexp = CATEGORY) String category, @PathParam("version") int version) {
        return rules.approve(category, version);
    }
}
