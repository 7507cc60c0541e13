package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
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
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Usage samples over HTTP, for collectors that do not speak Kafka; gzip or not. Nothing of a sample is kept but an id, a
 * time and figures, so a card number cannot be (PF-2.2): whatever else stands in a line refuses that line.
 */
@Path("/v1/samples")
@Tag(name = "Samples")
@Admitted
public class SampleResource {

    private final SampleIntake intake;
    private final SampleBodies bodies;

    SampleResource(SampleIntake intake, MetricsConfig config) {
        this.intake = intake;
        this.bodies = new SampleBodies(config.linesPerRequest());
    }

    /**
     * Takes in a JSON array of samples; with {@code ce-} headers one CloudEvent in binary mode, whose data is the body.
     * Sending the same again changes nothing.
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in samples as a JSON array")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = VpsSampled.class),
                            examples = @ExampleObject(name = "samples", value = Examples.SAMPLES)))
    public Uni<IngestReceipt> array(
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context RoutingContext request,
            @ChecksCardNumbersItself byte[] body) {
        Room room = Room.of(request);
        Map<String, String> attributes = attributes(request);
        return intake.take(() -> {
                    byte[] unpacked = PackedBody.unpack(body, encoding, room);
                    return attributes.isEmpty() ? bodies.array(unpacked) : bodies.cloudEvent(attributes, unpacked);
                })
                .map(IngestReceipt::orNothingTakenIn);
    }

    private static Map<String, String> attributes(RoutingContext request) {
        Map<String, String> attributes = new HashMap<>();
        for (String name : CloudEventReader.ATTRIBUTES) {
            String value = request.request().getHeader("ce-" + name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }

    /** Takes in one CloudEvent in structured mode. Sending the same again changes nothing. */
    @POST
    @Consumes("application/cloudevents+json")
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in a sample as a CloudEvent in structured mode")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/cloudevents+json",
                            examples = @ExampleObject(name = "event", value = Examples.EVENT)))
    public Uni<IngestReceipt> cloudEvent(
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context RoutingContext request,
            @ChecksCardNumbersItself byte[] body) {
        Room room = Room.of(request);
        return intake.take(() -> bodies.cloudEvent(PackedBody.unpack(body, encoding, room)))
                .map(IngestReceipt::orNothingTakenIn);
    }

    /** Takes in a batch of CloudEvents, as those of Kafka. Sending the same again changes nothing. */
    @POST
    @Consumes("application/cloudevents-batch+json")
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in samples as a batch of CloudEvents")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/cloudevents-batch+json",
                            examples = @ExampleObject(name = "events", value = Examples.EVENTS)))
    public Uni<IngestReceipt> cloudEvents(
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context RoutingContext request,
            @ChecksCardNumbersItself byte[] body) {
        Room room = Room.of(request);
        return intake.take(() -> bodies.cloudEvents(PackedBody.unpack(body, encoding, room)))
                .map(IngestReceipt::orNothingTakenIn);
    }

    /** Takes in samples as NDJSON, one a line. Sending the same again changes nothing. */
    @POST
    @Consumes("application/x-ndjson")
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in samples as NDJSON")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/x-ndjson",
                            schema = @Schema(implementation = VpsSampled.class),
                            examples = @ExampleObject(name = "sample", value = Examples.SAMPLE)))
    public Uni<IngestReceipt> lines(
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context RoutingContext request,
            @ChecksCardNumbersItself byte[] body) {
        Room room = Room.of(request);
        return intake.take(() -> bodies.lines(PackedBody.unpack(body, encoding, room)))
                .map(IngestReceipt::orNothingTakenIn);
    }
}
