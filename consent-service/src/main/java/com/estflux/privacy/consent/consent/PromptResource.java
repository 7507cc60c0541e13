package com.estflux.privacy.consent.consent;

import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a person is to be asked. */
@Path("/v1/subjects/{subjectId}/consent-prompts")
@Tag(name = "Consents")
public class PromptResource {

    private final PromptService prompts;
    private final SubjectAccess access;

    PromptResource(PromptService prompts, SubjectAccess access) {
        this.prompts = prompts;
        this.access = access;
    }

    /** What to ask a person: what they never were, what lapsed, what changed materially. */
    @GET
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER})
    @Operation(
            summary = "List what a subject is to be asked",
            description = "Purposes they were never asked about, whose consent lapsed, or whose notice changed"
                    + " materially since they answered. A refusal is an answer; who withdrew is not asked again.")
    public Uni<List<Prompt>> list(
            @PathParam("subjectId") UUID subjectId,
            @QueryParam("lang") @Nullable String language,
            @Parameter(description = "what the browser prefers, if lang does not say")
                    @HeaderParam(HttpHeaders.ACCEPT_LANGUAGE)
                    @Nullable
                    String preferred) {
        return access.require(subjectId, Roles.PRIVACY_OFFICER)
                .chain(() -> prompts.prompts(subjectId, language, preferred));
    }
}
