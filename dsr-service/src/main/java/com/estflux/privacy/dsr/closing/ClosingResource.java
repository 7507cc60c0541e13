package com.estflux.privacy.dsr.closing;

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

/** How requests end. */
@Path("/v1/requests")
@Tag(name = "Closing", description = "How requests end")
public class ClosingResource {

    private final ClosingService closing;
    private final RequestAccess access;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    ClosingResource(ClosingService closing, RequestAccess access, Caller caller, Pseudonyms pseudonyms) {
        this.closing = closing;
        this.access = access;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** The signed certificate of what was done. */
    @GET
    @Path("/{requestId}/certificate")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "The signed certificate of what was done")
    public Uni<CertificateView> certificate(UUID requestId) {
        return access.require(requestId, Roles.PRIVACY_OFFICER, Roles.AUDITOR)
                .chain(() -> closing.certificate(requestId, actor()));
    }

    /** Take a request back, before it runs. */
    @POST
    @Path("/{requestId}/withdrawal")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER})
    @Operation(summary = "Take a request back, before it runs")
    public Uni<RequestView> withdraw(UUID requestId) {
        return access.require(requestId, Roles.PRIVACY_OFFICER).chain(() -> closing.withdraw(requestId, actor()));
    }

    /** Refuse a request, with a reason. */
    @POST
    @Path("/{requestId}/refusal")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Refuse a request, with a reason")
    public Uni<RequestView> refuse(UUID requestId, @Valid @NotNull Completion body) {
        return closing.refuse(requestId, body.code(), body.note(), actor());
    }

    /** End a request that was dealt with by hand, with its outcome. */
    @POST
    @Path("/{requestId}/completion")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "End a request that was dealt with by hand, with its outcome")
    public Uni<RequestView> complete(UUID requestId, @Valid @NotNull Completion body) {
        return closing.completeByHand(requestId, body.code(), body.note(), actor());
    }

    /** Extend the statutory date to three months from receipt, and tell the person. */
    @POST
    @Path("/{requestId}/extension")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Extend the statutory date to three months from receipt, and tell the person")
    public Uni<RequestView> extend(UUID requestId, @Valid @NotNull Extension body) {
        return closing.extend(requestId, body.reason(), actor());
    }

    private Actor actor() {
        return Actor.of(caller, pseudonyms);
    }
}
