package com.estflux.privacy.platform.time;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the clock is trusted with work that cannot be undone. */
@ConfigMapping(prefix = "estflux.time")
public interface TimeConfig {

    /** How far this process's clock and the database's may differ. */
    @WithDefault("2m")
    Duration longestDifference();

    /** How far time may have moved since it was last looked at; a longer standstill needs an officer's release. */
    @WithDefault("14d")
    Duration longestJump();
}
