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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Samples in InfluxDB line protocol, as Telegraf's {@code outputs.influxdb_v2} sends them, answered as InfluxDB does. */
@Path(LineProtocolResource.PATH)
@Tag(name = "Samples")
@Admitted
public class LineProtocolResource {

    /** Where InfluxDB 2 takes writes. */
    static final String PATH = "/api/v2/write";

    private final SampleIntake intake;
    private final MetricsConfig config;
    private final Clock clock;

    LineProtocolResource(SampleIntake intake, MetricsConfig config, Clock clock) {
        this.intake = intake;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes in samples in line protocol, gzip or not; 204 when all of it is durable. With bad lines it is 400 and names
     * them; the others are stored all the same.
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in samples in InfluxDB line protocol")
    @RequestBody(
            content =
                    @Content(mediaType = "text/plain", examples = @ExampleObject(name = "line", value = Examples.LINE)))
    public Uni<RestResponse<InfluxAnswer>> write(
            @QueryParam("precision") @Nullable String precision,
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @Context RoutingContext request,
            // Nothing textual of a line is kept: tags and fields that are not the contract's are dropped unread.
            @ChecksCardNumbersItself byte[] body) {
        Precision unit = Precision.named(precision);
        Room room = Room.of(request);
        return intake.take(() -> LineSamples.read(
                        PackedBody.unpack(body, encoding, room),
                        unit,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        config.linesPerRequest()))
                .map(LineProtocolResource::answer);
    }

    private static RestResponse<InfluxAnswer> answer(IngestReceipt receipt) {
        return receipt.refusedCount() == 0
                ? RestResponse.noContent()
                : RestResponse.ResponseBuilder.create(RestResponse.Status.BAD_REQUEST, InfluxAnswer.partial(receipt))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
    }
}
