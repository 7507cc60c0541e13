package com.estflux.privacy.platform.store;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A store that may have forgotten an erasure does not serve: ready once the command log has been caught up with. */
@Readiness
@ApplicationScoped
class CommandLogReadiness implements HealthCheck {

    private final CommandLog log;

    CommandLogReadiness(CommandLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("command-log").status(log.caughtUp()).build();
    }
}
