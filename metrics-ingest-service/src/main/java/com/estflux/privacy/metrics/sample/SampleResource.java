package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.web.Measures;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Usage samples over HTTP, for collectors that do not speak Kafka. */
@Path("/v1/samples")
@Tag(name = "Samples")
public class SampleResource {

    private final SampleIntake intake;
    private final SampleBodies bodies;

    SampleResource(SampleIntake intake, MetricsConfig config) {
        this.intake = intake;
        this.bodies = new SampleBodies(config.linesPerRequest());
    }

    /** Takes in a JSON array of samples. Sending the same again changes nothing. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in samples as a JSON array")
    @RequestBody(content = @Content(schema = @Schema(type = SchemaType.ARRAY, implementation = VpsSampled.class)))
    public Uni<IngestReceipt> array(@Measures byte[] body) {
        return take(() -> bodies.array(body));
    }

    /** Takes in samples as NDJSON, one a line. Sending the same again changes nothing. */
    @POST
    @Consumes("application/x-ndjson")
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in samples as NDJSON")
    @RequestBody(content = @Content(schema = @Schema(implementation = VpsSampled.class)))
    public Uni<IngestReceipt> lines(@Measures byte[] body) {
        return take(() -> bodies.lines(body));
    }

    /** Reading thousands of lines is too long for an event loop. */
    private Uni<IngestReceipt> take(Supplier<List<SampleLine>> read) {
        return Uni.createFrom()
                .item(read)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(intake::take);
    }
}
