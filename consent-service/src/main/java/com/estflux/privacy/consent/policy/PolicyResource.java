package com.estflux.privacy.consent.policy;

import com.estflux.privacy.consent.ratelimit.RateLimited;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The privacy policy and its versions. Published ones are public; drafts are staff's. */
@Path("/v1/policies")
@Tag(name = "Policies", description = "Versions of the privacy policy, telling customers of them, and their acceptance")
public class PolicyResource {

    private final PolicyService policies;
    private final Caller caller;

    PolicyResource(PolicyService policies, Caller caller) {
        this.policies = policies;
        this.caller = caller;
    }

    /** The version that applies today. */
    @GET
    @Path("/current")
    @PermitAll
    @RateLimited
    @Operation(
            summary = "Get the policy that applies today",
            description = "Of the published versions that are in effect, by the date in Tallinn, the last; with "
                    + "its texts.")
    public Uni<Policy> current() {
        return policies.current();
    }

    /** Lists versions with their status, the last drafted first; without their texts. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "List the versions",
            description = "Drafts and published ones, the last drafted first, without their texts. At most 200.")
    public Uni<List<Policy>> list() {
        return policies.list();
    }

    /** A version: a published one, or a draft if staff asks. */
    @GET
    @Path("/{version}")
    @PermitAll
    @RateLimited
    @Operation(summary = "Get a version", description = "Drafts are shown to officers and auditors only.")
    public Uni<Policy> get(@PathParam("version") String version) {
        return policies.get(version).invoke(policy -> {
            if (!policy.status().equals("published") && !mayReadDrafts()) {
                throw Problems.notFound();
            }
        });
    }

    /** What changed between two versions, line by line. */
    @GET
    @Path("/{before}/diff/{after}")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "Compare two versions",
            description =
                    "Line by line: = in both, - in the first only, + in the second only. Drafts are for officers and"
                            + " auditors. Texts that differ in too much are shown as removed and added in blocks.")
    public Uni<List<Difference.Line>> difference(
            @PathParam("before") String before,
            @PathParam("after") String after,
            @QueryParam("lang") @DefaultValue("en") String language) {
        return policies.difference(before, after, language, mayReadDrafts());
    }

    private boolean mayReadDrafts() {
        return caller.hasAnyRole(Roles.PRIVACY_OFFICER, Roles.AUDITOR);
    }

    /** Writes a draft, or writes it anew. */
    @PUT
    @Path("/{version}")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Draft a version",
            description = "A draft may be written anew until it is published. material says whether every "
                    + "customer is told by mail.")
    public Uni<Policy> draft(@PathParam("version") String version, @Valid @NotNull PolicyDraft draft) {
        if (!version.matches("[0-9A-Za-z][0-9A-Za-z._-]{0,31}") || version.equals("current")) {
            throw Problems.badRequest("invalid-version", "Invalid version", "use letters, digits, dots and dashes");
        }
        return policies.draft(version, draft, caller.staffActor());
    }

    /** Publishes a draft for good. */
    @POST
    @Path("/{version}/publication")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Publish a version",
            description = "It never changes again. A material one puts every active customer on the list of its "
                    + "mailing.")
    public Uni<Policy> publish(@PathParam("version") String version) {
        return policies.publish(version, caller.staffActor());
    }
}
