package com.estflux.privacy.consent.policy;

import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
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

    private static final ProblemType BY_PROXY =
            new ProblemType("acceptance-by-proxy", 403, "Somebody else has to say so");

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
                    + "the service while the version applied, with an open account and, if it is material, after "
                    + "they were told (PF-11.1).")
    public Uni<Void> accept(@PathParam("subjectId") UUID subjectId, @Valid @NotNull AcceptanceRequest request) {
        boolean own = caller.isCustomer(subjectId);
        boolean explicit = request.kind().equals("explicit");
        return access.require(subjectId, Roles.ACCOUNT_SYSTEM).chain(() -> {
            if (explicit != own) {
                throw new ProblemException(
                        BY_PROXY, "explicit is the customer's word, continued-use the account system's");
            }
            return explicit
                    ? mailing.accept(subjectId, request.version(), caller.actorAbout(subjectId))
                    : mailing.goOn(subjectId, request.version(), caller.staffActor());
        });
    }
}
