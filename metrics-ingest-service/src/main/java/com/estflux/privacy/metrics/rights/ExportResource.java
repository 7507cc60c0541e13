package com.estflux.privacy.metrics.rights;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is held of a customer, as a stream (PF-7: access and portability). */
@Path("/v1/subjects/{subjectId}/export")
@Tag(name = "Rights")
public class ExportResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final ExportService service;
    private final SubjectAccess access;
    private final Caller caller;

    ExportResource(ExportService service, SubjectAccess access, Caller caller) {
        this.service = service;
        this.access = access;
        this.caller = caller;
    }

    /** Everything held of a customer, a JSON object a line; what each is, its {@code kind} says. */
    @GET
    @Produces(NDJSON)
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER})
    @Operation(summary = "Everything held of a customer, as NDJSON")
    public Multi<byte[]> everything(@PathParam("subjectId") UUID subjectId) {
        return begin(subjectId).onItem().transformToMulti(done -> service.everything(subjectId));
    }

    /** Samples or addresses of a customer as CSV with a header. */
    @GET
    @Path("/csv")
    @Produces(CSV)
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER})
    @Operation(summary = "Samples or addresses of a customer, as CSV")
    public Multi<byte[]> csv(
            @PathParam("subjectId") UUID subjectId,
            @Parameter(
                            description = "What to export",
                            schema =
                                    @Schema(
                                            enumeration = {"usage", "ip-assignments"},
                                            defaultValue = "usage"))
                    @QueryParam("of")
                    @Nullable
                    String of) {
        if (of == null || of.equals("usage")) {
            return begin(subjectId).onItem().transformToMulti(done -> service.samples(subjectId));
        }
        if (of.equals("ip-assignments")) {
            return begin(subjectId).onItem().transformToMulti(done -> service.assignments(subjectId));
        }
        throw Problems.badRequest("invalid-export", "Invalid export", "pass one of usage, ip-assignments");
    }

    private Uni<Void> begin(UUID subjectId) {
        return access.require(subjectId, Roles.PRIVACY_OFFICER).chain(() -> service.begin(subjectId, caller.actor()));
    }
}
