package com.estflux.privacy.platform.messaging;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How this service handles messages in and out. */
@ConfigMapping(prefix = "estflux.messaging")
public interface MessagingConfig {

    /** Short name of the service: its event source and dead-letter topic follow from it. */
    @WithDefault("${estflux.service}")
    String service();

    /** How long the outbox relay waits for a wake-up before it looks by itself. */
    @WithDefault("1s")
    Duration outboxPollInterval();

    /** Most records the relay sends in one transaction. */
    @WithDefault("500")
    int outboxBatchSize();

    /**
     * How long a delivery is remembered. Longer than any topic keeps a record for a time; what older records compacted
     * topics replay, their revision tells.
     */
    @WithDefault("90d")
    Duration inboxRetention();

    /** How long what the broker refused for good is kept for a person to look at. */
    @WithDefault("30d")
    Duration rejectedRetention();

    /** How often handling an event is tried again, when the failure is not the infrastructure's. */
    @WithDefault("5")
    int handlingRetries();

    /** First pause before a retry; doubles up to {@link #longestRetryPause()}. */
    @WithDefault("100ms")
    Duration firstRetryPause();

    /** Longest pause between retries. */
    @WithDefault("10s")
    Duration longestRetryPause();
}
