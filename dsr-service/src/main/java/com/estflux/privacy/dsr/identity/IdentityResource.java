package com.estflux.privacy.dsr.identity;

import com.estflux.privacy.dsr.directory.AccountDirectory;
import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestAccess;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proof of identity. */
@Path("/v1/requests")
@Tag(name = "Identity", description = "Proof that a request comes from the person it is about")
public class IdentityResource {

    static final String FRESH_LOGIN = "fresh-login";
    private static final ProblemType CODE_REFUSED =
            new ProblemType("code-refused", 422, "The code is wrong, expired or used up");
    private static final ProblemType LOGIN_NOT_FRESH =
            new ProblemType("login-not-fresh", 422, "Log in again, then repeat this");

    private final IdentityService identities;
    private final RequestAccess access;
    private final AccountDirectory directory;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    IdentityResource(
            IdentityService identities,
            RequestAccess access,
            AccountDirectory directory,
            Caller caller,
            Pseudonyms pseudonyms) {
        this.identities = identities;
        this.access = access;
        this.directory = directory;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** Prove identity with the one-time code from the letter. */
    @POST
    @Path("/{requestId}/identity")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT})
    @Operation(summary = "Prove identity with the one-time code from the letter")
    public Uni<RequestView> tryCode(UUID requestId, @Valid @NotNull IdentityCode body) {
        return access.require(requestId, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT)
                .chain(() -> identities.tryCode(requestId, body.code(), actor()))
                .map(attempt -> {
                    if (attempt instanceof IdentityService.Accepted accepted) {
                        return accepted.request();
                    }
                    throw new ProblemException(CODE_REFUSED, "ask for a new code if this goes on");
                });
    }

    /** Send a new one-time code; the earlier one is void. */
    @POST
    @Path("/{requestId}/identity-code")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT})
    @Operation(summary = "Send a new one-time code; the earlier one is void")
    public Uni<RequestView> renewCode(UUID requestId) {
        return access.require(requestId, Roles.PRIVACY_OFFICER, Roles.SUPPORT_AGENT)
                .chain(() -> access.subjectOf(requestId))
                .chain(directory::lookUp)
                .chain(onFile -> identities.renewCode(requestId, onFile));
    }

    /** Confirm identity: the person by a fresh login, an officer by recording what they saw. */
    @POST
    @Path("/{requestId}/identity-confirmation")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER})
    @Operation(summary = "Confirm identity: the person by a fresh login, an officer by recording what they saw")
    public Uni<RequestView> confirm(UUID requestId, @Valid @NotNull IdentityConfirmation body) {
        return access.require(requestId, Roles.PRIVACY_OFFICER).chain(() -> {
            boolean officer = caller.hasRole(Roles.PRIVACY_OFFICER);
            boolean login = body.method().equals(FRESH_LOGIN);
            // An officer's own login says nothing about the person; a person has nothing else to show here.
            if (officer == login || (login && !identities.isFresh(caller.authenticatedAt()))) {
                throw new ProblemException(LOGIN_NOT_FRESH, officer ? "an officer records what they saw" : null);
            }
            return identities.confirm(requestId, body.method(), actor());
        });
    }

    private Actor actor() {
        return Actor.of(caller, pseudonyms);
    }
}
