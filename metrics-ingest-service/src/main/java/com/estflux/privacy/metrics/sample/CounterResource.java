package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.metrics.admission.Admitted;
import com.estflux.privacy.metrics.admission.PackedBody;
import com.estflux.privacy.metrics.admission.Room;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.web.ChecksCardNumbersItself;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Readings of raw counters, from hosts that count since a VPS booted: {@code vpsId}, {@code readAt}, {@code boot} and any
 * of the figures of a sample, each since that boot. The service derives the samples.
 */
@Path("/v1/counters")
@Tag(name = "Samples")
@Admitted
public class CounterResource {

    private final SampleIntake intake;
    private final SampleBodies bodies;

    CounterResource(SampleIntake intake, MetricsConfig config) {
        this.intake = intake;
        this.bodies = new SampleBodies(config.linesPerRequest());
    }

    /** Takes in a JSON array of readings. Sending the same again changes nothing. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in readings of counters as a JSON array")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            examples = @ExampleObject(name = "readings", value = Examples.READINGS)))
    public Uni<IngestReceipt> array(
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context RoutingContext request,
            @ChecksCardNumbersItself byte[] body) {
        Room room = Room.of(request);
        return intake.take(() -> bodies.readings(PackedBody.unpack(body, encoding, room)))
                .map(IngestReceipt::orNothingTakenIn);
    }

    /** Takes in readings as NDJSON, one a line. Sending the same again changes nothing. */
    @POST
    @Consumes("application/x-ndjson")
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in readings of counters as NDJSON")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/x-ndjson",
                            examples = @ExampleObject(name = "reading", value = Examples.READING)))
    public Uni<IngestReceipt> lines(
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context RoutingContext request,
            @ChecksCardNumbersItself byte[] body) {
        Room room = Room.of(request);
        return intake.take(() -> bodies.readingLines(PackedBody.unpack(body, encoding, room)))
                .map(IngestReceipt::orNothingTakenIn);
    }
}
