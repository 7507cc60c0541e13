package com.estflux.privacy.consent.visitor;

import com.estflux.privacy.consent.ratelimit.RateLimited;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.web.VariesBySignal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Choices of web visitors. Anybody may call it, so each client only so often. */
@Path("/v1/visitors/{visitorId}")
@Tag(name = "Visitors", description = "Cookie choices of web visitors")
public class VisitorResource {

    private final VisitorService visitors;
    private final Caller caller;

    VisitorResource(VisitorService visitors, Caller caller) {
        this.visitors = visitors;
        this.caller = caller;
    }

    /** Records what a visitor chose in the banner; {@code Sec-GPC} and {@code DNT} are taken note of. */
    @POST
    @Path("/choices")
    @PermitAll
    @RateLimited
    @VariesBySignal
    @Operation(
            summary = "Record a visitor's cookie choices",
            description = "Strictly necessary cookies cannot be refused; statistics can. Sec-GPC: 1 or DNT: 1 "
                    + "on the request is taken note of, and the explicit choice wins over it.")
    public Uni<VisitorState> choose(
            @PathParam("visitorId") UUID visitorId,
            @Context HttpServerRequest request,
            @Valid @NotNull ChoiceRequest choice) {
        return visitors.choose(visitorId, choice, circumstances(request));
    }

    /** What holds for a visitor; a browser's signal on this very request counts. */
    @GET
    @Path("/choices")
    @PermitAll
    @RateLimited
    @VariesBySignal
    @Operation(
            summary = "Get what holds for a visitor",
            description = "Sec-GPC: 1 or DNT: 1 on this very request counts as an opt-out, unless the visitor "
                    + "explicitly chose otherwise later.")
    public Uni<VisitorState> state(@PathParam("visitorId") UUID visitorId, @Context HttpServerRequest request) {
        return visitors.state(visitorId, circumstances(request));
    }

    /** Links the visitor to the customer who logged in, and merges their choices. */
    @POST
    @Path("/link")
    @RolesAllowed(Roles.CUSTOMER)
    @Operation(
            summary = "Link a visitor to the customer who logged in",
            description = "What the visitor said, and says from now on, counts for the customer. What one browser "
                    + "said no to stays a no until the same browser, or the customer's own switch, says yes later.")
    public Uni<VisitorService.Linked> link(@PathParam("visitorId") UUID visitorId) {
        return visitors.link(visitorId, caller.subjectId(), caller.actorAbout(caller.subjectId()));
    }

    private static VisitorService.Circumstances circumstances(HttpServerRequest request) {
        String signal =
                "1".equals(request.getHeader("Sec-GPC")) ? "gpc" : "1".equals(request.getHeader("DNT")) ? "dnt" : null;
        var address = request.remoteAddress();
        return new VisitorService.Circumstances(signal, address == null ? null : Network.of(address.hostAddress()));
    }
}
