package com.estflux.privacy.consent.policy;

import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Telling customers of a material change. */
@Path("/v1/policies/{version}/mailing")
@Tag(name = "Policies")
public class MailingResource {

    private final MailingService mailing;

    MailingResource(MailingService mailing) {
        this.mailing = mailing;
    }

    /** How many recipients the mailer wants. */
    record ClaimRequest(@NotNull @Min(1) @Max(1000) Integer limit) {}

    /** Recipients: each was handed out now and never will be again. */
    record Recipients(@NotNull @Size(max = 1000) List<@NotNull UUID> subjectIds) {
        Recipients {
            subjectIds = List.copyOf(subjectIds);
        }
    }

    /** How far the mailing about a version is. */
    @GET
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR, Roles.ACCOUNT_SYSTEM})
    @Operation(
            summary = "Get the progress of the mailing about a version",
            description = "recipients are to be told, claimed were handed to a mailer, confirmed were mailed. "
                    + "What is claimed and stays unconfirmed was in the hands of a mailer that died: it is "
                    + "not mailed again.")
    public Uni<MailingService.Progress> progress(@PathParam("version") String version) {
        return mailing.progress(version);
    }

    /** Hands out recipients to who has their addresses; fewer, or none, when the throttle or the list says so. */
    @POST
    @Path("/claims")
    @RolesAllowed(Roles.ACCOUNT_SYSTEM)
    @Operation(
            summary = "Claim recipients of the mailing about a version",
            description = "Each is handed out once, ever, so nobody is mailed twice. Fewer than asked for, or "
                    + "none, when the throttle says so or all are claimed.")
    public Uni<Recipients> claim(@PathParam("version") String version, @Valid @NotNull ClaimRequest request) {
        return mailing.claim(version, request.limit()).map(Recipients::new);
    }

    /** Confirms that these recipients' mails were sent. */
    @POST
    @Path("/confirmations")
    @RolesAllowed(Roles.ACCOUNT_SYSTEM)
    @Operation(
            summary = "Confirm mails that were sent",
            description = "May be repeated. What was not claimed is not confirmed.")
    public Uni<Void> confirm(@PathParam("version") String version, @Valid @NotNull Recipients recipients) {
        return mailing.confirm(version, recipients.subjectIds()).replaceWithVoid();
    }
}
