package com.estflux.privacy.consent.policy;

import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who accepted which version of the policy. */
@Path("/v1/subjects/{subjectId}/policy-acceptances")
@Tag(name = "Policies")
public class AcceptanceResource {

    private final MailingService mailing;
    private final SubjectAccess access;
    private final Caller caller;

    AcceptanceResource(MailingService mailing, SubjectAccess access, Caller caller) {
        this.mailing = mailing;
        this.access = access;
        this.caller = caller;
    }

    /** An acceptance of a version. */
    record AcceptanceRequest(
            @NotBlank @Size(max = 32) String version,

            @NotNull @Pattern(regexp = "explicit|continued-use")
            String kind) {}

    /** Records an acceptance: the customer's own word, or the account system's that they went on using the service. */
    @POST
    @RolesAllowed({Roles.CUSTOMER, Roles.ACCOUNT_SYSTEM})
    @Operation(
            summary = "Record that a customer accepted a version",
            description = "explicit: the customer's own word. continued-use: the account system saw them use "
                    + "the service after the version took effect (PF-11.1).")
    public Uni<Void> accept(@PathParam("subjectId") UUID subjectId, @Valid @NotNull AcceptanceRequest request) {
        return access.require(subjectId, Roles.ACCOUNT_SYSTEM)
                .chain(() -> mailing.accept(subjectId, request.version(), request.kind(), caller.actor()));
    }
}
