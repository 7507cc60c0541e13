package com.estflux.privacy.consent.consent;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.consent.ConsentConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;

/** Forgets requests nobody repeats any more. It uses the driver directly: rows in bulk, no entity involved. */
@ApplicationScoped
class RequestPurge {

    private static final int BATCH = 10_000;
    private static final String PURGE = """
            DELETE FROM consent_request WHERE request_key IN (
                SELECT request_key FROM consent_request WHERE requested_at < $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private final Pool pool;
    private final ConsentConfig config;
    private final Clock clock;

    RequestPurge(Pool pool, ConsentConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = SKIP, identity = "consent-request-purge")
    Uni<Void> run() {
        return purge().replaceWithVoid();
    }

    /** Forgets what is old enough; completes with how many there were. */
    Uni<Long> purge() {
        var before = clock.instant().minus(config.requestsRememberedFor()).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(PURGE)
                .execute(Tuple.of(before, BATCH))
                .chain(deleted -> deleted.rowCount() < BATCH
                        ? Uni.createFrom().item((long) deleted.rowCount())
                        : purge().map(more -> more + deleted.rowCount()));
    }
}
