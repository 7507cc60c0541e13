package com.estflux.privacy.metrics.capacity;

import com.estflux.privacy.metrics.anonymity.Days;
import com.estflux.privacy.metrics.capacity.CapacityRepository.By;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Period;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Capacity planning. */
@Path("/v1")
@Tag(name = "Capacity")
public class CapacityResource {

    private final CapacityService service;
    private final Clock clock;

    CapacityResource(CapacityService service, Clock clock) {
        this.service = service;
        this.clock = clock;
    }

    /** Says where a VPS runs and on which plan; the last word stands. */
    @PUT
    @Path("/vps/{vpsId}/placement")
    @RolesAllowed(Roles.ACCOUNT_SYSTEM)
    @Operation(summary = "Say where a VPS runs and on which plan")
    public Uni<Void> place(@PathParam("vpsId") UUID vpsId, @NotNull @Valid Placement placement) {
        return service.place(vpsId, placement);
    }

    /** What is used by host, plan or region. Customers who object or are restricted are in none of the figures. */
    @GET
    @Path("/capacity")
    @RolesAllowed({Roles.OPERATOR, Roles.PRIVACY_OFFICER, Roles.AUDITOR})
    @Operation(summary = "Usage by host, plan or region, of no fewer customers than the minimum")
    public Uni<Capacity> capacity(
            @Parameter(
                            description = "What to group by",
                            schema =
                                    @Schema(
                                            enumeration = {"host", "plan", "region"},
                                            defaultValue = "host"))
                    @QueryParam("by")
                    @Nullable
                    String by,
            @Parameter(description = "First day, in Tallinn; else 30 days ago", example = "2026-11-01")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "The day after the last, in Tallinn; else today", example = "2026-12-01")
                    @QueryParam("to")
                    @Nullable
                    String to) {
        Days days = Days.of(from, to, clock, Period.ofYears(1), "ask for one day to a year");
        return service.capacity(group(by), days.start(), days.end());
    }

    private static By group(@Nullable String name) {
        if (name == null) {
            return By.HOST;
        }
        return Arrays.stream(By.values())
                .filter(by -> by.column().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problems.badRequest("invalid-group", "Invalid group", "pass one of host, plan, region"));
    }
}
