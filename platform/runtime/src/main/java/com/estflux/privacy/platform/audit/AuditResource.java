package com.estflux.privacy.platform.audit;

import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Proof that the audit log is whole. */
@Path("/v1/audit")
@Tag(name = "Audit")
public class AuditResource {

    private final AuditVerifier verifier;

    AuditResource(AuditVerifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Verifies the hash chain of this service's audit log, from its first entry, and of the records it chains besides.
     *
     * @param keptPosition {@code verifiedEntries} of an earlier verification, to find out whether the end was cut off
     *     or the chain rewritten since
     * @param keptHash {@code headHash} of that verification
     */
    @GET
    @Path("/verification")
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "Verify the audit log's hash chain, and those of records",
            description = "Recomputes every hash and names the first link that does not hold. Keep verifiedEntries and"
                    + " headHash elsewhere and pass them next time, to find out whether the end was cut off since.")
    public Uni<AuditVerification> verification(
            @QueryParam("keptPosition") @Nullable Long keptPosition,
            @QueryParam("keptHash") @Nullable String keptHash) {
        if ((keptPosition == null) != (keptHash == null)) {
            throw Problems.badRequest(
                    "invalid-kept-head", "Invalid kept head", "pass keptPosition and keptHash together");
        }
        return verifier.verify(
                keptPosition == null || keptHash == null ? null : new AuditVerifier.KeptHead(keptPosition, keptHash));
    }
}
