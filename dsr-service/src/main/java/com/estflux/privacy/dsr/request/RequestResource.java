package com.estflux.privacy.dsr.request;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Requests, as the person and staff see them. */
@Path("/v1/requests")
@Tag(name = "Requests", description = "Requests of data subjects")
public class RequestResource {

    private static final String[] STAFF = {Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR};

    private final RequestQueries requests;
    private final RequestAccess access;
    private final Timeline timeline;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    RequestResource(
            RequestQueries requests, RequestAccess access, Timeline timeline, Caller caller, Pseudonyms pseudonyms) {
        this.requests = requests;
        this.access = access;
        this.timeline = timeline;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** The caller's own requests, or everyone's for staff; newest first. */
    @GET
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR})
    @Operation(summary = "The caller's own requests, or everyone's for staff; newest first")
    public Uni<Page<RequestView>> list(@BeanParam PageRequest page) {
        if (!caller.hasAnyRole(STAFF)) {
            return requests.list(caller.subjectId(), page);
        }
        return requests.list(null, page).call(shown -> requests.listed(shown, Actor.of(caller, pseudonyms)));
    }

    /** One request. */
    @GET
    @Path("/{requestId}")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR})
    @Operation(summary = "One request")
    public Uni<RequestView> read(UUID requestId) {
        return access.require(requestId, STAFF).chain(() -> requests.read(requestId, Actor.of(caller, pseudonyms)));
    }

    /** What happened to a request, oldest first. */
    @GET
    @Path("/{requestId}/timeline")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT, Roles.AUDITOR})
    @Operation(summary = "What happened to a request, oldest first")
    public Uni<Page<TimelineView>> timeline(UUID requestId, @BeanParam PageRequest page) {
        return access.require(requestId, STAFF).chain(() -> timeline.of(requestId, page));
    }
}
