package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** A person's consents. */
@Path("/v1/subjects/{subjectId}/consents")
@Tag(name = "Consents", description = "What people agreed to, refused and withdrew")
public class ConsentResource {

    private static final int LONGEST_KEY = 255;
    private static final ProblemType BY_PROXY = new ProblemType("consent-by-proxy", 403, "Only the person can consent");

    private final ConsentService consents;
    private final SubjectAccess access;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    ConsentResource(ConsentService consents, SubjectAccess access, Caller caller, Pseudonyms pseudonyms) {
        this.consents = consents;
        this.access = access;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** Lists where each consent stands. */
    @GET
    @RolesAllowed({Roles.CUSTOMER, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "List a subject's consents",
            description = "Where each stands. What the person was never asked about is not among them, see "
                    + "consent-prompts.")
    public Uni<List<Consent>> list(@PathParam("subjectId") UUID subjectId) {
        return access.require(subjectId, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR)
                .chain(() -> consents.current(subjectId));
    }

    /** Where one consent stands; its {@code ETag} serves as {@code If-Match} of a change. */
    @GET
    @Path("/{purpose}")
    @RolesAllowed({Roles.CUSTOMER, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "Get a subject's consent to a purpose",
            description = "Its ETag serves as If-Match of a change.")
    public Uni<RestResponse<Consent>> get(
            @PathParam("subjectId") UUID subjectId, @PathParam("purpose") String purpose) {
        return access.require(subjectId, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR)
                .chain(() -> consents.current(subjectId, purpose))
                .map(found -> respond(found.orElseThrow(Problems::notFound)));
    }

    /** Lists every consent, refusal, withdrawal and lapse, oldest first. */
    @GET
    @Path("/history")
    @RolesAllowed({Roles.CUSTOMER, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "List the history of a subject's consents",
            description = "Every grant, refusal, withdrawal and lapse, oldest first, with the version and hash "
                    + "of the text that was shown.")
    public Uni<Page<Consent>> history(@PathParam("subjectId") UUID subjectId, @BeanParam PageRequest page) {
        return access.require(subjectId, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR)
                .chain(() -> consents.history(subjectId, page));
    }

    /**
     * Records a consent, a refusal or a withdrawal. Staff may record what a person told them by mail or phone, but
     * cannot consent in their place. With an {@code Idempotency-Key}, a repetition is answered with the first result.
     */
    @PUT
    @Path("/{purpose}")
    @RolesAllowed({Roles.CUSTOMER, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER})
    @Operation(
            summary = "Grant, refuse or withdraw consent to a purpose",
            description = "Durable, and binding on every decision, once answered. The notice shown must be the current"
                    + " one; a refusal or withdrawal needs none, and is not refused for the notice, language or channel it"
                    + " names. For web-analytics it is the customer's own switch. Staff may record refusals and"
                    + " withdrawals they were told, but cannot consent for a person.")
    public Uni<RestResponse<Consent>> put(
            @PathParam("subjectId") UUID subjectId,
            @PathParam("purpose") String purpose,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Valid @NotNull ConsentRequest request) {
        return access.require(subjectId, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER)
                .invoke(() -> refuseProxy(subjectId, request))
                .invoke(request::requireForm)
                .map(ignored -> new Asked(
                        subjectId,
                        purpose,
                        request,
                        caller.actorAbout(subjectId),
                        Precondition.of(ifMatch, ifNoneMatch),
                        purpose.equals(StatisticsChoices.PURPOSE) ? Asked.STATISTICS : Asked.CONSENT,
                        once(subjectId, purpose, request, idempotencyKey)))
                .chain(consents::record)
                .map(ConsentResource::respond);
    }

    /** Only the person can consent: a token that is theirs and about them. */
    private void refuseProxy(UUID subjectId, ConsentRequest request) {
        if (request.decision() == Choice.GRANTED && !caller.isCustomer(subjectId)) {
            throw new ProblemException(BY_PROXY, "record a refusal or a withdrawal, or let the person consent");
        }
    }

    private Asked.@Nullable Once once(
            UUID subjectId, String purpose, ConsentRequest request, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return null;
        }
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw Problems.badRequest(
                    "invalid-idempotency-key", "Invalid Idempotency-Key", "use 1 to " + LONGEST_KEY + " characters");
        }
        return new Asked.Once(
                pseudonyms.of(
                        String.join("\n", caller.actorAbout(subjectId), subjectId.toString(), purpose, idempotencyKey)),
                pseudonyms.of(request.toString()));
    }

    private static RestResponse<Consent> respond(Consent consent) {
        return RestResponse.ResponseBuilder.ok(consent)
                .header(HttpHeaders.ETAG, '"' + Long.toString(consent.revision()) + '"')
                .build();
    }
}
