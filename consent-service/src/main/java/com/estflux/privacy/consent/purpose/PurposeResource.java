package com.estflux.privacy.consent.purpose;

import com.estflux.privacy.consent.ratelimit.RateLimited;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** What personal data is processed for, and the texts that say so. Public, as the privacy policy is. */
@Path("/v1/purposes")
@Tag(name = "Purposes", description = "What personal data is processed for, and the texts that say so")
public class PurposeResource {

    private final PurposeService purposes;
    private final PurposeRegistry registry;

    PurposeResource(PurposeService purposes, PurposeRegistry registry) {
        this.purposes = purposes;
        this.registry = registry;
    }

    /** Lists every purpose with the notices to show now. */
    @GET
    @PermitAll
    @RateLimited
    @Operation(
            summary = "List purposes with their current notices",
            description = "Every purpose with its legal basis and the texts to show now, one per language.")
    public Uni<List<Purpose>> list() {
        return purposes.list();
    }

    /** A purpose with the notices to show now. */
    @GET
    @Path("/{purpose}")
    @PermitAll
    @RateLimited
    @Operation(
            summary = "Get a purpose with its current notices",
            description = "Its legal basis, what ends the processing, and the texts to show now.")
    public Uni<Purpose> get(@PathParam("purpose") String purpose) {
        return purposes.find(purpose).map(found -> found.orElseThrow(Problems::notFound));
    }

    /** Every version of a purpose's notice, the newest first. */
    @GET
    @Path("/{purpose}/notices")
    @PermitAll
    @RateLimited
    @Operation(
            summary = "List every version of a purpose's notice",
            description = "The newest first, each with the texts exactly as they were shown and what the purpose was"
                    + " then. A consent names the version and the hash it was given to.")
    public Uni<List<NoticeVersion>> versions(@PathParam("purpose") String purpose) {
        return purposes.versions(purpose).invoke(found -> {
            if (found.isEmpty()) {
                throw Problems.notFound();
            }
        });
    }

    /** Registers a purpose with the first version of its notice; refuses sale and advertising profiling (PF-3.1). */
    @POST
    @ResponseStatus(201)
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Register a purpose",
            description = "With the first version of its notice, in English, Estonian and Russian at least. Sale of"
                    + " personal data and advertising profiling cannot be registered.")
    public Uni<Purpose> register(
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Valid @NotNull PurposeRegistration registration) {
        return registry.register(registration, idempotencyKey);
    }

    /** Publishes a new version of a purpose's notice; it never changes again. */
    @POST
    @Path("/{purpose}/notices")
    @ResponseStatus(201)
    @RolesAllowed(Roles.PRIVACY_OFFICER)
    @Operation(
            summary = "Publish a new version of a notice",
            description = "After a material change, consents to earlier versions no longer count and people are asked"
                    + " again; after any other they stand. The legal basis of a purpose never changes.")
    public Uni<Purpose> publish(
            @PathParam("purpose") String purpose,
            @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey,
            @Valid @NotNull NoticeRevision revision) {
        return registry.publish(purpose, revision, idempotencyKey);
    }
}
