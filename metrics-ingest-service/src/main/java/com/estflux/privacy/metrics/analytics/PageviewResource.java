package com.estflux.privacy.metrics.analytics;

import com.estflux.privacy.metrics.anonymity.Days;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.web.VariesBySignal;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.time.Clock;
import java.time.Period;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Web analytics: page views in, charts out (PF-2.8, PF-8). */
@Path("/v1/analytics")
@Tag(name = "Web analytics")
public class PageviewResource {

    private final PageviewService service;
    private final SummaryService summaries;
    private final Clock clock;

    PageviewResource(PageviewService service, SummaryService summaries, Clock clock) {
        this.service = service;
        this.summaries = summaries;
        this.clock = clock;
    }

    /**
     * A page was seen. No cookie and no token is needed. The answer is the same whether it was counted or, by the
     * visitor's choice or because a bot asked, not.
     */
    @POST
    @Path("/pageviews")
    @PermitAll
    @VariesBySignal
    @Operation(summary = "A page was seen; counted or dropped by the visitor's choice, Sec-GPC and DNT")
    @APIResponse(responseCode = "204", description = "Heard")
    @APIResponse(responseCode = "400", description = "The address is not of one of the sites")
    public Uni<Void> seen(
            @NotNull @Valid Pageview pageview,
            @HeaderParam("User-Agent") @Nullable String userAgent,
            @HeaderParam("Sec-GPC") @Nullable String globalPrivacyControl,
            @HeaderParam("DNT") @Nullable String doNotTrack,
            @Context HttpServerRequest request) {
        SocketAddress remote = request.remoteAddress();
        String network = TruncatedAddress.of(remote == null ? null : remote.hostAddress());
        return service.seen(pageview, new Visit(network, userAgent, globalPrivacyControl, doNotTrack));
    }

    /** What was seen, by day, page, referrer, browser and operating system; finished days only. */
    @GET
    @Path("/summary")
    @RolesAllowed({Roles.PRIVACY_OFFICER, Roles.AUDITOR, Roles.OPERATOR, Roles.SUPPORT_AGENT})
    @Operation(summary = "Anonymous statistics of the sites, for charts")
    public Uni<Summary> summary(
            @Parameter(description = "First day, in Tallinn; else 30 days ago", example = "2026-11-01")
                    @QueryParam("from")
                    @Nullable
                    String from,
            @Parameter(description = "The day after the last, in Tallinn; else today", example = "2026-12-01")
                    @QueryParam("to")
                    @Nullable
                    String to) {
        Days days = Days.of(from, to, clock, Period.ofYears(5), "ask for one day to five years");
        return summaries.summary(days.start(), days.end());
    }
}
