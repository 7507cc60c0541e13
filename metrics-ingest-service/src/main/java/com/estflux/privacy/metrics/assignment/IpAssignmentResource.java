package com.estflux.privacy.metrics.assignment;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who held an address (PF-2.4), for staff who work on a case. */
@Path("/v1/ip-assignments")
@Tag(name = "IP assignments")
public class IpAssignmentResource {

    private final AssignmentService service;
    private final Caller caller;

    IpAssignmentResource(AssignmentService service, Caller caller) {
        this.service = service;
        this.caller = caller;
    }

    /**
     * The assignments in force.
     *
     * @param items the assignments, at most 200
     */
    public record Held(List<IpAssignment> items) {
        /** Copies the list, so that the record cannot change. */
        public Held {
            items = List.copyOf(items);
        }
    }

    /** Who held an address, or addresses of a network, at a moment. The look is audited with its case. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT})
    @Operation(summary = "Who held an address at a moment")
    public Uni<Held> heldAt(
            @Parameter(description = "IPv4 or IPv6 address, or network such as 2001:db8::/48")
                    @NotNull
                    @QueryParam("ip")
                    String ip,
            @Parameter(description = "the moment, UTC, such as 2026-11-24T10:00:00Z") @NotNull @QueryParam("at")
                    String at,
            @Parameter(description = "the case that makes it necessary; audited")
                    @NotNull
                    @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{2,63}")
                    @QueryParam("caseReference")
                    String caseReference) {
        return service.heldAt(Addresses.require(ip), moment(at), caseReference, caller.actor())
                .map(Held::new);
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problems.badRequest("invalid-time", "Invalid time", "pass a UTC time such as 2026-11-24T10:00:00Z");
        }
    }
}
