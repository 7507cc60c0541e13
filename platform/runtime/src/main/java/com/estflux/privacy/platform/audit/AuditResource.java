package com.estflux.privacy.platform.audit;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Proof that the audit log is whole. */
@Path("/v1/audit")
@Tag(name = "Audit")
public class AuditResource {

    private final AuditVerifier verifier;

    AuditResource(AuditVerifier verifier) {
        this.verifier = verifier;
    }

    /** Verifies the hash chain of this service's audit log, from its first entry. */
    @GET
    @Path("/verification")
    @RolesAllowed({"privacy-officer", "auditor"})
    @Operation(summary = "Verify the audit log's hash chain")
    public Uni<AuditVerification> verification() {
        return verifier.verify();
    }
}
