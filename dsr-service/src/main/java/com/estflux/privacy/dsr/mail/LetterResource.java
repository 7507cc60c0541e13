package com.estflux.privacy.dsr.mail;

import com.estflux.privacy.dsr.request.Actor;
import com.estflux.privacy.dsr.request.RequestAccess;
import com.estflux.privacy.dsr.request.RequestView;
import com.estflux.privacy.platform.crypto.Pseudonyms;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Letters about a request. */
@Path("/v1/requests")
@Tag(name = "Letters", description = "Letters to people")
public class LetterResource {

    private final LetterService letters;
    private final RequestAccess access;
    private final Caller caller;
    private final Pseudonyms pseudonyms;

    LetterResource(LetterService letters, RequestAccess access, Caller caller, Pseudonyms pseudonyms) {
        this.letters = letters;
        this.access = access;
        this.caller = caller;
        this.pseudonyms = pseudonyms;
    }

    /** Try letters again that were given up. */
    @POST
    @Path("/{requestId}/letters/retry")
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(summary = "Try letters again that were given up")
    public Uni<RequestView> retry(UUID requestId) {
        return access.require(requestId, Roles.PRIVACY_OFFICER)
                .chain(() -> letters.retry(requestId, Actor.of(caller, pseudonyms)));
    }
}
