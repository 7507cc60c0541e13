package com.estflux.privacy.platform.messaging;

import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Records this service could not take in, for operators: see why, mend, replay. */
@Path("/v1/dead-letters")
@Tag(name = "Dead letters")
public class DeadLetterResource {

    private final DeadLetterTopic topic;
    private final DeadLetterReplay replay;
    private final Caller caller;

    DeadLetterResource(DeadLetterTopic topic, DeadLetterReplay replay, Caller caller) {
        this.topic = topic;
        this.replay = replay;
        this.caller = caller;
    }

    /** Lists dead letters, oldest first, without their content. */
    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "List dead letters",
            description = "Events that could not be taken in, oldest first, with the reason and without their content.")
    public Uni<Page<DeadLetter>> list(@BeanParam PageRequest page) {
        return topic.list(page.after().map(DeadLetterResource::next).orElse(0L), page.limit() + 1)
                .map(letters -> Page.of(letters, page, letter -> Long.toString(letter.id())));
    }

    /**
     * Takes a dead letter in after all: as it was if there is no body, otherwise the repaired event of the body.
     * Replaying it again has no further effect.
     */
    @POST
    @Path("/{id}/replay")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Replay a dead letter",
            description =
                    "As it was if there is no body, otherwise the repaired event of the body. Replaying it again has"
                            + " no further effect.")
    public Uni<Void> replay(@PathParam("id") long id, @Valid @Nullable RepairedEvent repaired) {
        return replay.replay(id, repaired, caller.actor());
    }

    private static long next(String cursor) {
        try {
            return Long.parseLong(cursor) + 1;
        } catch (NumberFormatException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
