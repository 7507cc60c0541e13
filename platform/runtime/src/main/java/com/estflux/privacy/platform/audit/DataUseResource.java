package com.estflux.privacy.platform.audit;

import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.security.SubjectAccess;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Who used a person's data. */
@Path("/v1/subjects/{subjectId}/data-uses")
@Tag(name = "Audit")
public class DataUseResource {

    private final DataUses uses;
    private final SubjectAccess access;

    DataUseResource(DataUses uses, SubjectAccess access) {
        this.uses = uses;
        this.access = access;
    }

    /** Who used a person's data here, when, and for which reason if one was given; newest first. */
    @GET
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(
            summary = "Who used a person's data in this service; newest first",
            description = "For the person themselves, officers and auditors. Staff are shown as such, not by name.")
    public Uni<Page<DataUse>> list(UUID subjectId, @BeanParam PageRequest page) {
        return access.require(subjectId, Roles.PRIVACY_OFFICER, Roles.AUDITOR).chain(() -> uses.of(subjectId, page));
    }
}
