package com.estflux.privacy.retention.clock;

import com.estflux.privacy.contracts.CanonicalUuid;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/clocks")
@Tag(name = "Clocks", description = "When the retention of each record ends")
class ClockResource {

    private final ClockService clocks;

    ClockResource(ClockService clocks) {
        this.clocks = clocks;
    }

    @GET
    @RolesAllowed({Roles.CUSTOMER, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "Clocks by subject, category and status; customers see their own")
    public Uni<Page<ClockView>> list(
            @QueryParam("subjectId") @Parameter(schema = @Schema(format = "uuid")) @Nullable String subjectId,
            @QueryParam("category") @Pattern(regexp = "[a-z][a-z0-9-]{1,63}") @Nullable String category,
            @QueryParam("status")
                    @Parameter(schema = @Schema(enumeration = {"open", "running", "disposing"}))
                    @Pattern(regexp = "open|running|disposing")
                    @Nullable
                    String status,
            @BeanParam PageRequest page) {
        ClockStatus wanted = status == null ? null : ClockStatus.valueOf(status.toUpperCase(Locale.ROOT));
        return clocks.list(new ClockRepository.Filter(uuid(subjectId), category, wanted), page);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : CanonicalUuid.parse(text);
        } catch (IllegalArgumentException e) {
            throw Problems.badRequest("invalid-subject-id", "Invalid subjectId", "pass a UUID");
        }
    }
}
