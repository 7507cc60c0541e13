package com.estflux.privacy.consent.rights;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** A person's own copy of what is held here. */
@Path("/v1/subjects/{subjectId}/consent-export")
@Tag(name = "Consents")
public class ExportResource {

    private final ConsentExport export;
    private final SubjectAccess access;
    private final AuditLog audit;
    private final Caller caller;

    ExportResource(ConsentExport export, SubjectAccess access, AuditLog audit, Caller caller) {
        this.export = export;
        this.access = access;
        this.audit = audit;
        this.caller = caller;
    }

    /** Everything held of a person, a line each (Art. 15, 20). */
    @GET
    @Produces("application/x-ndjson")
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER})
    @Operation(
            summary = "Export everything held of a subject",
            description =
                    "NDJSON: consents with the texts that were shown, objections, acceptances and mails of policies,"
                            + " linked visitors. The last line is {\"kind\":\"end\",\"lines\":N}; without it the export is not"
                            + " whole.")
    public Multi<byte[]> get(@PathParam("subjectId") UUID subjectId) {
        return access.require(subjectId, Roles.PRIVACY_OFFICER)
                .chain(() -> audit.recordNow(AuditEntry.of("consent.export", caller.actor(), AuditOutcome.DONE)
                        .about(subjectId)))
                .onItem()
                .transformToMulti(ignored -> export.export(subjectId));
    }
}
