package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.problem.ProblemException;
import com.estflux.privacy.platform.problem.ProblemType;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.web.ChecksCardNumbersItself;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Samples in InfluxDB line protocol, as Telegraf's {@code outputs.influxdb_v2} sends them. */
@Path("/api/v2/write")
@Tag(name = "Samples")
public class LineProtocolResource {

    private static final ProblemType PARTIAL = new ProblemType("partial-write", 400, "Some lines were not taken in");

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
    public Uni<Void> write(
            @QueryParam("precision") @Nullable String precision,
            @HeaderParam("Content-Encoding") @Nullable String encoding,
            // Nothing textual of a line is kept: tags and fields that are not the contract's are dropped unread.
            @ChecksCardNumbersItself byte[] body) {
        Precision unit = Precision.named(precision);
        return Uni.createFrom()
                .item(() -> LineSamples.read(
                        RequestBody.unpack(body, encoding),
                        unit,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        config.linesPerRequest()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(intake::take)
                .invoke(LineProtocolResource::requireWhole)
                .replaceWithVoid();
    }

    private static void requireWhole(IngestReceipt receipt) {
        if (receipt.refusedCount() > 0) {
            throw new ProblemException(PARTIAL, "see refused; the other lines are stored")
                    .with("stored", receipt.stored())
                    .with("refusedCount", receipt.refusedCount())
                    .with("refused", receipt.refused());
        }
    }
}
