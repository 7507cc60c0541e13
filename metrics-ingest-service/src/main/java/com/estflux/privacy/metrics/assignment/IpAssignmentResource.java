package com.estflux.privacy.metrics.assignment;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import com.estflux.privacy.platform.time.TimeBounds;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who held an address (PF-2.4), for staff who work on a case. */
@Path("/v1")
@Tag(name = "IP assignments")
public class IpAssignmentResource {

    private static final ProblemType CONTRADICTION =
            new ProblemType("assignment-conflict", 409, "The assignment contradicts another");
    private static final ProblemType ERASED = new ProblemType("subject-erased", 409, "The subject or VPS was erased");

    private static final String CASE_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
    private static final String PORT = "0|[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]";

    private final AssignmentService service;
    private final SubjectAccess access;
    private final Caller caller;

    IpAssignmentResource(AssignmentService service, SubjectAccess access, Caller caller) {
        this.service = service;
        this.access = access;
        this.caller = caller;
    }

    /**
     * The assignments in force.
     *
     * @param items the assignments, at most 200; none if it is ambiguous and one address was asked about
     * @param ambiguous whether several customers may be meant: whose it was cannot be told from this
     */
    public record Held(List<IpAssignment> items, boolean ambiguous) {
        /** Copies the list, so that the record cannot change. */
        public Held {
            items = List.copyOf(items);
        }
    }

    /**
     * An assignment as provisioning says it.
     *
     * @param subjectId the customer
     * @param vpsId the VPS
     * @param ipAddress IPv4 or IPv6 address, or network with its prefix length
     * @param assignedAt from when, UTC
     * @param releasedAt until when, UTC, exclusive; left out while it lasts
     */
    @Schema(example = """
            {"subjectId":"018f0000-0000-7000-8000-00000000000a","vpsId":"018f0000-0000-7000-8000-000000000001",\
            "ipAddress":"2001:db8:7::/64","assignedAt":"2026-11-24T10:00:00Z"}""")
    public record PlacedAddress(
            @NotNull UUID subjectId,
            @NotNull UUID vpsId,
            @NotNull String ipAddress,
            @NotNull Instant assignedAt,
            @Nullable Instant releasedAt) {}

    /**
     * Who held an address at a moment, for officers also addresses of a small network. The look is audited with its
     * case, which must be open.
     */
    @GET
    @Path("/ip-assignments")
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT})
    @Operation(summary = "Who held an address at a moment")
    @APIResponse(responseCode = "200", description = "Who held it, or that it cannot be told")
    @APIResponse(responseCode = "400", description = "Not an address, or too many of them")
    @APIResponse(responseCode = "409", description = "There is no such case, or it is closed")
    public Uni<Held> heldAt(
            @Parameter(
                            description = "IPv4 or IPv6 address; for officers also a network of at least 24 bits, "
                                    + "of IPv6 64, such as 2001:db8:7::/64")
                    @NotNull
                    @QueryParam("ip")
                    String ip,
            @Parameter(description = "the moment, UTC, such as 2026-11-24T10:00:00Z") @NotNull @QueryParam("at")
                    String at,
            @Parameter(description = "the id of the open case that makes it necessary; audited")
                    @NotNull
                    @Pattern(regexp = CASE_ID)
                    @QueryParam("caseReference")
                    String caseReference,
            @Parameter(
                            description = "the port, if it is known; addresses are not shared by port, so that it "
                                    + "decides nothing")
                    @Nullable
                    @Pattern(regexp = PORT)
                    @QueryParam("port")
                    String port) {
        String address = requireSmall(Addresses.require(ip));
        UUID caseId = CanonicalUuid.parse(caseReference);
        return service.heldAt(address, moment(at), caseId, caller.actor()).map(found -> held(address, found));
    }

    private String requireSmall(String address) {
        boolean officer = caller.hasRole(Roles.PRIVACY_OFFICER);
        if (officer ? !Addresses.isSmallNetwork(address) : !Addresses.isOne(address)) {
            throw Problems.badRequest(
                    "network-too-large",
                    "Too many addresses at once",
                    officer ? "pass a network of at least 24 bits, of IPv6 64" : "pass one address");
        }
        return address;
    }

    private static Held held(String address, List<IpAssignment> found) {
        boolean several =
                found.stream().map(IpAssignment::subjectId).distinct().limit(2).count() > 1;
        boolean ambiguous = several && Addresses.isOne(address);
        return new Held(ambiguous ? List.of() : found, ambiguous);
    }

    /** Takes in an assignment, or its end: 201 the first time, 200 when it is known, 409 when it contradicts another. */
    @PUT
    @Path("/ip-assignments/{assignmentId}")
    @RolesAllowed(Roles.ACCOUNT_SYSTEM)
    @Operation(summary = "Assign an address or network to a VPS, or end that, as usage.assignments.v1 does")
    @APIResponse(responseCode = "201", description = "Stored")
    @APIResponse(responseCode = "200", description = "Known already, nothing changed")
    @APIResponse(
            responseCode = "409",
            description = "It contradicts what conflictsWith names, or its subject was erased")
    public Uni<Response> put(@PathParam("assignmentId") UUID assignmentId, @NotNull @Valid PlacedAddress placed) {
        IpAssignment assignment = new IpAssignment(
                assignmentId,
                placed.subjectId(),
                placed.vpsId(),
                Addresses.requireAssignable(placed.ipAddress()),
                placed.assignedAt().truncatedTo(ChronoUnit.MICROS),
                placed.releasedAt() == null ? null : placed.releasedAt().truncatedTo(ChronoUnit.MICROS));
        if (assignment.releasedAt() != null && assignment.releasedAt().isBefore(assignment.assignedAt())) {
            throw Problems.badRequest("invalid-time", "Invalid time", "releasedAt must not be before assignedAt");
        }
        return service.put(assignment).map(IpAssignmentResource::answer);
    }

    /** A customer's addresses, the latest first. */
    @GET
    @Path("/subjects/{subjectId}/ip-assignments")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "Addresses a customer has and had")
    public Uni<Page<IpAssignment>> ofSubject(@PathParam("subjectId") UUID subjectId, @BeanParam PageRequest page) {
        return access.require(subjectId, Roles.PRIVACY_OFFICER, Roles.AUDITOR)
                .chain(() -> service.ofSubject(subjectId, page));
    }

    private static Response answer(Taken taken) {
        return switch (taken.outcome()) {
            case STORED -> Response.status(Response.Status.CREATED).build();
            case KNOWN -> Response.ok().build();
            case DROPPED -> throw new ProblemException(ERASED, "nothing is stored about it any more");
            case REFUSED ->
                throw new ProblemException(CONTRADICTION, "release what conflictsWith names first")
                        .with("conflictsWith", Objects.requireNonNull(taken.conflictsWith()))
                        .with("kind", Objects.requireNonNull(taken.kind()));
        };
    }

    private static Instant moment(String text) {
        try {
            return TimeBounds.instant(text);
        } catch (DateTimeException e) {
            throw Problems.badRequest("invalid-time", "Invalid time", "pass a UTC time such as 2026-11-24T10:00:00Z");
        }
    }
}
