package com.estflux.privacy.dsr.plan;

import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestAccess;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Plans of erasures. */
@Path("/v1/requests")
@Tag(name = "Plan", description = "What an erasure will do, and its approval")
public class PlanResource {

    private final PlanService plans;
    private final ApprovalService approvals;
    private final RequestAccess access;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    PlanResource(
            PlanService plans, ApprovalService approvals, RequestAccess access, Caller caller, Pseudonyms pseudonyms) {
        this.plans = plans;
        this.approvals = approvals;
        this.access = access;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** What an erasure will do; 404 while no plan was proposed. */
    @GET
    @Path("/{requestId}/plan")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "What an erasure will do; 404 while no plan was proposed")
    public Uni<PlanView> plan(UUID requestId) {
        boolean staff = caller.hasRole(Roles.PRIVACY_OFFICER) || caller.hasRole(Roles.AUDITOR);
        return access.require(requestId, Roles.PRIVACY_OFFICER, Roles.AUDITOR)
                .chain(() -> plans.view(requestId, staff));
    }

    /** Approve the plan, by the revision and digest that were looked at; the erasure runs. */
    @POST
    @Path("/{requestId}/approval")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Approve the plan, by the revision and digest that were looked at; the erasure runs")
    public Uni<RequestView> approve(UUID requestId, @Valid @NotNull Approval body) {
        return approvals.approve(requestId, body, Actor.of(caller, pseudonyms));
    }
}
