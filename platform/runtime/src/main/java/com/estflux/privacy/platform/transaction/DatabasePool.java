package com.estflux.privacy.platform.transaction;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how long and how many may wait for a connection: a service whose database cannot keep up says so (503) while
 * its caller still listens, instead of queueing without end.
 */
@Singleton
class DatabasePool implements PgPoolCreator {

    private final DatabasePoolConfig config;

    DatabasePool(DatabasePoolConfig config) {
        this.config = config;
    }

    @Override
    public Pool create(Input input) {
        return PgBuilder.pool()
                .with(input.poolOptions()
                        .setConnectionTimeout((int) config.longestWait().toMillis())
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setMaxWaitQueueSize(config.mostWaiting()))
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
