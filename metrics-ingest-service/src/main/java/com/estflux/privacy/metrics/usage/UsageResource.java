package com.estflux.privacy.metrics.usage;

import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What was used (PF-2.5, PF-2.6): for customers of their own, for billing, for the privacy officer. */
@Path("/v1")
@Tag(name = "Usage")
public class UsageResource {

    private static final String[] OTHERS = {Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR};

    private final UsageService service;
    private final SubjectAccess access;
    private final Clock clock;

    UsageResource(UsageService service, SubjectAccess access, Clock clock) {
        this.service = service;
        this.access = access;
        this.clock = clock;
    }

    /** What one VPS used. From and to are Tallinn dates or UTC times; without them it is the current month. */
    @GET
    @Path("/vps/{vpsId}/usage")
    @RolesAllowed({Roles.CUSTOMER, Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Produces({MediaType.APPLICATION_JSON, UsageQuery.CSV})
    @Operation(summary = "Usage of one VPS by hour, day or month")
    @APIResponse(
            responseCode = "200",
            description = "The usage; sums are exact, averages over the covered time",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(mediaType = UsageQuery.CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> ofVps(@PathParam("vpsId") UUID vpsId, @BeanParam UsageQuery query) {
        Period period = query.period(clock);
        return service.vps(vpsId)
                .call(vps -> access.require(vps.subjectId(), OTHERS))
                .chain(vps -> service.ofVps(vps, period))
                .map(query::answer);
    }

    /** What all VPS instances of a customer used, together and each. */
    @GET
    @Path("/subjects/{subjectId}/usage")
    @RolesAllowed({Roles.CUSTOMER, Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Produces({MediaType.APPLICATION_JSON, UsageQuery.CSV})
    @Operation(summary = "Usage of a customer's VPS instances by hour, day or month")
    @APIResponse(
            responseCode = "200",
            description = "The usage; sums are exact, averages over the covered time",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
                @Content(mediaType = UsageQuery.CSV, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> ofSubject(@PathParam("subjectId") UUID subjectId, @BeanParam UsageQuery query) {
        Period period = query.period(clock);
        return access.require(subjectId, OTHERS)
                .chain(() -> service.ofSubject(subjectId, period))
                .map(query::answer);
    }
}
