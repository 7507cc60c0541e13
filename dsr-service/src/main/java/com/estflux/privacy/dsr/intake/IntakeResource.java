package com.estflux.privacy.dsr.intake;

import com.estflux.privacy.dsr.directory.AccountDirectory;
import com.estflux.privacy.dsr.directory.OnFile;
import com.estflux.privacy.dsr.identity.IdentityService;
import com.estflux.privacy.dsr.mail.MailAddress;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.NewRequest;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.idempotency.IdempotentRequests;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Where people exercise their rights. */
@Path("/v1/requests")
@Tag(name = "Requests", description = "Requests of data subjects")
public class IntakeResource {

    private static final String[] STAFF = {Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT};

    private final IntakeService intake;
    private final IdentityService identities;
    private final AccountDirectory directory;
    private final SubjectAccess access;
    private final Caller caller;
    private final Pseudonyms pseudonyms;
    private final Clock clock;

    IntakeResource(
            IntakeService intake,
            IdentityService identities,
            AccountDirectory directory,
            SubjectAccess access,
            Caller caller,
            Pseudonyms pseudonyms,
            Clock clock) {
        this.intake = intake;
        this.identities = identities;
        this.directory = directory;
        this.access = access;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
        this.clock = clock;
    }

    /** Exercise a right. */
    @POST
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT})
    @Operation(
            summary = "Exercise a right",
            description = "A customer for themselves; staff for a customer, whose identity is then checked.")
    public Uni<RestResponse<RequestView>> open(
            @Nullable @HeaderParam("Idempotency-Key") String key, @Valid @NotNull OpenRequest body) {
        UUID subjectId = subjectOf(body);
        return access.require(subjectId, STAFF)
                .chain(() -> directory.lookUp(subjectId))
                .chain(onFile -> intake.open(
                        new IdempotentRequests.Request("request.open", key, subjectId, body),
                        opened(body, subjectId, onFile),
                        isOwn(subjectId) && identities.isFresh(caller.authenticatedAt()),
                        onFile))
                .map(request -> RestResponse.ResponseBuilder.<RequestView>created(
                                URI.create("/v1/requests/" + request.requestId()))
                        .entity(request)
                        .build());
    }

    private UUID subjectOf(OpenRequest body) {
        if (body.subjectId() != null) {
            return body.subjectId();
        }
        if (!caller.hasRole(Roles.CUSTOMER)) {
            throw Problems.badRequest("subject-missing", "Whose data is it about?", "pass subjectId");
        }
        return caller.subjectId();
    }

    private NewRequest opened(OpenRequest body, UUID subjectId, OnFile onFile) {
        boolean own = isOwn(subjectId);
        if (own && body.contactEmail() != null) {
            throw Problems.badRequest(
                    "contact-not-accepted", "The address comes from the account", "leave contactEmail out");
        }
        return new NewRequest(
                body.right(),
                subjectId,
                Actor.of(caller, pseudonyms),
                own,
                onFile.known().or(() -> otherwise(body, own, onFile)).orElse(null),
                body.language() == null ? "en" : body.language(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** An address the request brings is believed of people only whom the account system does not know. */
    private Optional<String> otherwise(OpenRequest body, boolean own, OnFile onFile) {
        if (own) {
            return caller.email().filter(MailAddress::isUsable);
        }
        return onFile instanceof OnFile.None ? Optional.ofNullable(body.contactEmail()) : Optional.empty();
    }

    private boolean isOwn(UUID subjectId) {
        return caller.hasRole(Roles.CUSTOMER) && caller.subjectId().equals(subjectId);
    }
}
