package com.estflux.privacy.platform.transaction;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How work waits for a database connection. */
@ConfigMapping(prefix = "estflux.database.pool")
public interface DatabasePoolConfig {

    /** How long one piece of work waits for a connection before it fails; at least a millisecond. */
    @WithDefault("5s")
    Duration longestWait();

    /** How many may wait; the next one fails at once. */
    @WithDefault("2000")
    @Min(1)
    int mostWaiting();
}
