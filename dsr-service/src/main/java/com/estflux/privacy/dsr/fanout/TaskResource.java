package com.estflux.privacy.dsr.fanout;

import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestAccess;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What stores were told and answered. */
@Path("/v1/requests")
@Tag(name = "Fan-out", description = "What stores were told and what they answered")
public class TaskResource {

    private final TaskService tasks;
    private final RequestAccess access;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    TaskResource(TaskService tasks, RequestAccess access, Caller caller, Pseudonyms pseudonyms) {
        this.tasks = tasks;
        this.access = access;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** How far each store is. */
    @GET
    @Path("/{requestId}/stores")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR})
    @Operation(summary = "How far each store is")
    public Uni<List<TaskView>> stores(UUID requestId) {
        return access.require(requestId, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR)
                .chain(() -> tasks.of(requestId));
    }

    /** Give a new command to a store that failed. */
    @POST
    @Path("/{requestId}/stores/{storeId}/retry")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Give a new command to a store that failed")
    public Uni<RequestView> retry(UUID requestId, String storeId) {
        return tasks.retry(requestId, storeId, Actor.of(caller, pseudonyms));
    }

    /** Lift the restriction a request led to. */
    @POST
    @Path("/{requestId}/lifting")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER})
    @Operation(summary = "Lift the restriction a request led to")
    public Uni<RequestView> lift(UUID requestId) {
        return access.require(requestId, Roles.PRIVACY_OFFICER)
                .chain(() -> tasks.lift(requestId, Actor.of(caller, pseudonyms)));
    }
}
