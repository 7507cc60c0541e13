package com.estflux.privacy.consent.objection;

import com.estflux.privacy.contracts.consent.ObjectionState;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A person's objections to legitimate interests. */
@Path("/v1/subjects/{subjectId}/objections")
@Tag(name = "Objections", description = "Objections to legitimate interests (Art. 21)")
public class ObjectionResource {

    private final ObjectionService objections;
    private final SubjectAccess access;
    private final Caller caller;

    ObjectionResource(ObjectionService objections, SubjectAccess access, Caller caller) {
        this.objections = objections;
        this.access = access;
        this.caller = caller;
    }

    /** What a person says. */
    enum Statement {
        /** They object. */
        @JsonProperty("raised")
        RAISED,
        /** They take the objection back. */
        @JsonProperty("lifted")
        LIFTED
    }

    /** What the officer rules. */
    enum Ruling {
        /** The objection stands; the processing ends. */
        @JsonProperty("upheld")
        UPHELD,
        /** Compelling legitimate grounds override it. */
        @JsonProperty("overridden")
        OVERRIDDEN
    }

    /** A person's statement. */
    record ObjectionRequest(@NotNull Statement state) {}

    /** An officer's ruling with its grounds, which the person may read. */
    record RulingRequest(
            @NotNull Ruling ruling,
            @NotBlank @Size(max = 4000) String grounds) {}

    /** Lists a person's objections. */
    @GET
    @RolesAllowed({Roles.CUSTOMER, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "List a subject's objections",
            description = "Each with its state and the record that proves it.")
    public Uni<List<Objection>> list(@PathParam("subjectId") UUID subjectId) {
        return access.require(subjectId, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER, Roles.AUDITOR)
                .chain(() -> objections.list(subjectId));
    }

    /** Objects to a purpose that rests on legitimate interests, or takes the objection back. */
    @PUT
    @Path("/{purpose}")
    @RolesAllowed({Roles.CUSTOMER, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER})
    @Operation(
            summary = "Raise or lift an objection",
            description = "To a purpose that rests on legitimate interests. It ends service-improvement at "
                    + "once; security and fraud-prevention go on until it is upheld, meanwhile only to "
                    + "protect the rights of others or for legal claims.")
    public Uni<Objection> put(
            @PathParam("subjectId") UUID subjectId,
            @PathParam("purpose") String purpose,
            @Valid @NotNull ObjectionRequest request) {
        return access.require(subjectId, Roles.SUPPORT_AGENT, Roles.PRIVACY_OFFICER)
                .chain(() -> objections.change(new ObjectionService.Change(
                        subjectId,
                        purpose,
                        ObjectionState.valueOf(request.state().name()),
                        null,
                        caller.actorAbout(subjectId))));
    }

    /** Rules on an objection, with grounds. */
    @PUT
    @Path("/{purpose}/ruling")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Uphold or override an objection",
            description = "With grounds, which the person may read. Upheld, the processing ends; overridden, "
                    + "compelling legitimate grounds let it go on (Art. 21(1)).")
    public Uni<Objection> rule(
            @PathParam("subjectId") UUID subjectId,
            @PathParam("purpose") String purpose,
            @Valid @NotNull RulingRequest request) {
        return objections.change(new ObjectionService.Change(
                subjectId,
                purpose,
                ObjectionState.valueOf(request.ruling().name()),
                request.grounds(),
                caller.staffActor()));
    }
}
