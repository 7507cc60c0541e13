package com.estflux.privacy.consent.decision;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** "May we?", for whoever is about to process personal data. */
@Path("/v1/decisions")
@Tag(name = "Decisions", description = "May we?")
public class DecisionResource {

    /** Who may ask about anybody: systems that write to people, or do something at their request. */
    static final String[] ASKERS = {
        Roles.PRIVACY_OFFICER,
        Roles.AUDITOR,
        Roles.SUPPORT_AGENT,
        Roles.BILLING_SYSTEM,
        Roles.SUPPORT_SYSTEM,
        Roles.ACCOUNT_SYSTEM
    };

    private static final String NDJSON = "application/x-ndjson";
    private static final int LONGEST_KEY = 64;

    private final DecisionService decisions;
    private final BulkDecisions bulk;
    private final SubjectAccess access;

    DecisionResource(DecisionService decisions, BulkDecisions bulk, SubjectAccess access) {
        this.decisions = decisions;
        this.bulk = bulk;
        this.access = access;
    }

    /** May this purpose be processed for this subject now? An unknown subject or purpose is a no with its reason. */
    @GET
    @RolesAllowed({
        Roles.CUSTOMER,
        Roles.PRIVACY_OFFICER,
        Roles.AUDITOR,
        Roles.SUPPORT_AGENT,
        Roles.BILLING_SYSTEM,
        Roles.SUPPORT_SYSTEM,
        Roles.ACCOUNT_SYSTEM
    })
    @Operation(
            summary = "May this purpose be processed for this subject now?",
            description = "Only allowed: true means yes. An unknown subject or purpose is a no with its reason, "
                    + "not an error. Takes account of consent, refusal, expiry, objection, restriction, "
                    + "account and erasure, and is never older than the request.")
    public Uni<Decision> decide(
            @QueryParam("subjectId") @Nullable String subjectId, @QueryParam("purpose") @Nullable String purpose) {
        Question question = question(subjectId, purpose);
        return access.require(question.subjectId(), ASKERS).chain(() -> decisions.decide(question));
    }

    /**
     * Answers up to 100,000 questions, one a line, in order. A line is {@code {"subjectId":…,"purpose":…}}, or a bare
     * subject id if the query names the purpose. The last line is {@code {"end":true,"answered":…}}; if it is missing,
     * the answer broke off, and what is not there is a no. The body is taken from the request itself, as it arrives.
     */
    @POST
    @Path("/query")
    @Consumes(NDJSON)
    @Produces(NDJSON)
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR, Roles.ACCOUNT_SYSTEM})
    @Operation(
            summary = "May these purposes be processed for these subjects now? NDJSON in, NDJSON out",
            description = "Up to 100,000 questions, one a line, answered in order while they arrive. The last line is"
                    + " {\"end\":true,\"answered\":N}; if it is missing, the answer broke off, and what is not there"
                    + " is a no.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = NDJSON,
                            schema = @Schema(type = SchemaType.STRING),
                            example = "{\"subjectId\":\"2f0b6f3c-54a5-4c5a-9b56-0f3a0c6f3c11\",\"purpose\":"
                                    + "\"marketing-email\"}\n"))
    public Multi<byte[]> query(
            @Context HttpServerRequest request,
            @Parameter(description = "What lines that are a bare subject id ask about") @QueryParam("purpose") @Nullable
                    String purpose) {
        return bulk.answer(
                io.vertx.mutiny.core.http.HttpServerRequest.newInstance(request)
                        .toMulti()
                        .map(io.vertx.mutiny.core.buffer.Buffer::getDelegate),
                purpose);
    }

    /** Text, because a subject that cannot be read must be told apart from one that is unknown. */
    private static Question question(@Nullable String subjectId, @Nullable String purpose) {
        if (purpose == null || purpose.isBlank() || purpose.length() > LONGEST_KEY) {
            throw Problems.badRequest("invalid-purpose", "Invalid purpose", "pass the key of a purpose");
        }
        try {
            return new Question(CanonicalUuid.parse(subjectId == null ? "" : subjectId), purpose);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest("invalid-subject-id", "Invalid subjectId", "pass a UUID");
        }
    }
}
