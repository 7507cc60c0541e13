package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.metrics.admission.Admitted;
import com.estflux.privacy.metrics.admission.Room;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.metrics.remotewrite.RemoteWrite;
import com.estflux.privacy.metrics.remotewrite.Series;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Counters of VPS instances as Prometheus, or whatever speaks its remote write 1.0, sends them on. */
@Path("/api/v1/write")
@Tag(name = "Samples")
@Admitted
public class RemoteWriteResource {

    private static final ProblemType PARTIAL = new ProblemType("partial-write", 400, "Some series were not taken in");
    private static final ProblemType UNSUPPORTED =
            new ProblemType("unsupported-encoding", 415, "The content coding is not supported");
    private static final ProblemType UNSUPPORTED_MESSAGE =
            new ProblemType("unsupported-message", 415, "The version of remote write is not supported");

    private final SampleIntake intake;
    private final MetricsConfig config;

    RemoteWriteResource(SampleIntake intake, MetricsConfig config) {
        this.intake = intake;
        this.config = config;
    }

    /**
     * Takes in a write request; 204 when all of it is durable. With bad series it is 400, which says do not send it
     * again, and names them; the others are stored all the same.
     */
    @POST
    @Consumes("application/x-protobuf")
    @RolesAllowed(Roles.USAGE_COLLECTOR)
    @Operation(summary = "Take in counters as Prometheus remote write 1.0")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/x-protobuf",
                            examples = @ExampleObject(name = "series", value = Examples.SERIES)))
    public Uni<Void> write(
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @HeaderParam("X-Prometheus-Remote-Write-Version") @Nullable String version,
            @Context RoutingContext request,
            @ChecksCardNumbersItself byte[] body) {
        requireFirstVersion(contentType, version);
        if (!"snappy".equalsIgnoreCase(encoding)) {
            throw new ProblemException(UNSUPPORTED, "use snappy");
        }
        Room room = Room.of(request);
        return intake.take(() -> lines(RemoteWrite.read(body, room, config.linesPerRequest())))
                .invoke(RemoteWriteResource::requireWhole)
                .replaceWithVoid();
    }

    /** To 415 a sender of version 2.0 answers by going back to 1.0. */
    private static void requireFirstVersion(@Nullable String contentType, @Nullable String version) {
        String message = contentType == null
                ? null
                : MediaType.valueOf(contentType).getParameters().get("proto");
        boolean first = message == null
                ? version == null || !version.strip().startsWith("2")
                : message.equals("prometheus.WriteRequest");
        if (!first) {
            throw new ProblemException(UNSUPPORTED_MESSAGE, "send prometheus.WriteRequest, remote write 1.0");
        }
    }

    private static List<SampleLine> lines(List<Series> series) {
        return series.stream()
                .map(one -> new SampleLine(one.number(), null, one.reading(), one.refusal()))
                .toList();
    }

    private static void requireWhole(IngestReceipt receipt) {
        if (receipt.refusedCount() > 0) {
            throw new ProblemException(PARTIAL, "see refused; the other series are stored")
                    .with("stored", receipt.stored())
                    .with("refusedCount", receipt.refusedCount())
                    .with("refused", receipt.refused());
        }
    }
}
