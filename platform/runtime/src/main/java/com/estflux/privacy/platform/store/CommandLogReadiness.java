package com.estflux.privacy.platform.store;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A store that may have forgotten an erasure does not serve: ready once the command log has been caught up with. */
@Readiness
@ApplicationScoped
class CommandLogReadiness implements AsyncHealthCheck {

    private final CommandLog log;

    CommandLogReadiness(CommandLog log) {
        this.log = log;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return log.caughtUp().onFailure().recoverWithItem(false).map(caughtUp -> HealthCheckResponse.named(
                        "command-log")
                .status(caughtUp)
                .build());
    }
}
