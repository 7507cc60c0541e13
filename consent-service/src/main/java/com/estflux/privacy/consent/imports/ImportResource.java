package com.estflux.privacy.consent.imports;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Takes over what other systems recorded. */
@Path("/v1/imports")
@Tag(name = "Imports", description = "Taking over what other systems recorded")
public class ImportResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final ImportService imports;
    private final Caller caller;

    ImportResource(ImportService imports, Caller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    /** Imports decisions, one a line, and streams back which lines were refused and why. */
    @POST
    @Consumes({CSV, NDJSON})
    @Produces(NDJSON)
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Import decisions recorded elsewhere",
            description = "One a line, each person's in the order they were made. The answer has a line for each that"
                    + " was refused, by its number, and ends with {\"end\":true,...}; if that is missing, the import"
                    + " broke off: send it again, what is on record is recognised as a duplicate.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = CSV,
                        schema = @Schema(type = SchemaType.STRING),
                        example = "subjectId,purpose,decision,noticeVersion,language,channel,decidedAt\n"
                                + "2f0b6f3c-54a5-4c5a-9b56-0f3a0c6f3c11,marketing-email,granted,1,en,website,"
                                + "2024-05-31T12:00:00Z\n"),
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(type = SchemaType.STRING),
                        example = "{\"subjectId\":\"2f0b6f3c-54a5-4c5a-9b56-0f3a0c6f3c11\",\"purpose\":"
                                + "\"marketing-email\",\"decision\":\"granted\",\"noticeVersion\":1,\"language\":"
                                + "\"en\",\"channel\":\"website\",\"decidedAt\":\"2024-05-31T12:00:00Z\"}\n")
            })
    public Multi<byte[]> take(
            @Context HttpServerRequest request,
            @Parameter(description = "true checks everything and keeps nothing")
                    @QueryParam("dryRun")
                    @DefaultValue("false")
                    String dryRun) {
        if (!dryRun.equals("true") && !dryRun.equals("false")) {
            throw Problems.badRequest("invalid-dry-run", "Invalid dryRun", "pass true or false");
        }
        boolean csv = request.getHeader(HttpHeaders.CONTENT_TYPE).startsWith(CSV);
        var mode = new ImportService.Mode(csv, Boolean.parseBoolean(dryRun), caller.staffActor());
        return imports.take(
                io.vertx.mutiny.core.http.HttpServerRequest.newInstance(request)
                        .toMulti()
                        .map(io.vertx.mutiny.core.buffer.Buffer::getDelegate),
                mode);
    }
}
