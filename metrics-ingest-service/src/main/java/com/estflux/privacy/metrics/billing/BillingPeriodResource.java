package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.metrics.billing.BillingPeriod.Adjustment;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import com.estflux.privacy.platform.web.Measures;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Closed billing periods. */
@Path("/v1")
@Tag(name = "Billing periods")
public class BillingPeriodResource {

    private static final String[] OTHERS = {Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR};

    private final BillingService service;
    private final AdjustmentService adjustments;
    private final VerificationService verifications;
    private final SubjectAccess access;
    private final Caller caller;

    BillingPeriodResource(
            BillingService service,
            AdjustmentService adjustments,
            VerificationService verifications,
            SubjectAccess access,
            Caller caller) {
        this.service = service;
        this.adjustments = adjustments;
        this.verifications = verifications;
        this.access = access;
        this.caller = caller;
    }

    /** Closes a customer's calendar month in Tallinn: 201 the first time, 200 with the same period ever after. */
    @PUT
    @Path("/subjects/{subjectId}/billing-periods/{month}")
    @RolesAllowed(Roles.BILLING_SYSTEM)
    @Operation(summary = "Close a billing period: freeze what a customer used in a month")
    @APIResponse(
            responseCode = "201",
            description = "Closed",
            content = @Content(schema = @Schema(implementation = BillingPeriod.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was closed before",
            content = @Content(schema = @Schema(implementation = BillingPeriod.class)))
    @APIResponse(responseCode = "409", description = "The month is not over in Tallinn")
    public Uni<Response> close(
            @PathParam("subjectId") UUID subjectId,
            @Parameter(description = "The month, in Tallinn", example = "2026-10") @PathParam("month") String month) {
        return service.close(subjectId, month(month), caller.actor())
                .map(closed -> Response.status(closed.now() ? Response.Status.CREATED : Response.Status.OK)
                        .entity(closed.period())
                        .build());
    }

    /** A customer's closed periods, by month. */
    @GET
    @Path("/subjects/{subjectId}/billing-periods")
    @RolesAllowed({Roles.CUSTOMER, Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "A customer's closed billing periods")
    public Uni<Page<BillingPeriod>> ofSubject(@PathParam("subjectId") UUID subjectId, @BeanParam PageRequest page) {
        return access.require(subjectId, OTHERS).chain(() -> service.ofSubject(subjectId, page));
    }

    /** A closed period by its id, as an invoice names it; also when the person has been forgotten. */
    @GET
    @Path("/billing-periods/{periodId}")
    @RolesAllowed({Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "A closed billing period with its adjustments")
    public Uni<BillingPeriod> period(@PathParam("periodId") UUID periodId) {
        return service.find(periodId);
    }

    /** The statement whose bytes the fingerprint is of. */
    @GET
    @Path("/billing-periods/{periodId}/statement")
    @Produces(MediaType.TEXT_PLAIN)
    @RolesAllowed({Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "The statement of a closed period, byte for byte what its SHA-256 was taken of")
    public Uni<String> statement(@PathParam("periodId") UUID periodId) {
        return service.find(periodId).map(period -> period.statement().text());
    }

    /** Computes a closed period anew, from the samples stored before it was closed where they are still there. */
    @GET
    @Path("/billing-periods/{periodId}/verification")
    @RolesAllowed({Roles.BILLING_SYSTEM, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "Compute a closed period anew and compare")
    public Uni<Verification> verification(@PathParam("periodId") UUID periodId) {
        return verifications.verify(periodId);
    }

    /** Adjusts a closed period by the samples that came since; the schedule does so too. */
    @POST
    @Path("/billing-periods/{periodId}/adjustments")
    @RolesAllowed(Roles.BILLING_SYSTEM)
    @Operation(summary = "Adjust a closed period by the samples that came since; answers the new adjustments")
    public Uni<List<Adjustment>> adjust(@PathParam("periodId") UUID periodId) {
        return adjustments.adjust(periodId, caller.actor());
    }

    /** Adds a signed difference billing decided on. The same id again changes nothing. */
    @PUT
    @Path("/billing-periods/{periodId}/corrections/{correctionId}")
    @RolesAllowed(Roles.BILLING_SYSTEM)
    @Operation(summary = "Correct a closed period by a signed difference")
    public Uni<Adjustment> correct(
            @PathParam("periodId") UUID periodId,
            @PathParam("correctionId") UUID correctionId,
            @NotNull @Valid @Measures Correction correction) {
        return adjustments.correct(periodId, correctionId, correction, caller.actor());
    }

    private static YearMonth month(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() >= 2000 && month.getYear() < 10_000) {
                return month;
            }
        } catch (DateTimeException e) {
            // Said below, together with years out of range.
        }
        throw Problems.badRequest("invalid-month", "Invalid month", "pass a month such as 2026-10");
    }
}
