package com.estflux.privacy.platform.messaging;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Forgets what messages left behind once it serves nothing any more. It uses the driver directly: rows in bulk. */
@ApplicationScoped
class MessagePurge {

    private final Pool pool;
    private final MessagingConfig config;

    MessagePurge(Pool pool, MessagingConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = SKIP, identity = "message-purge")
    Uni<Void> purge() {
        return delete("DELETE FROM inbox WHERE received_at < clock_timestamp() - $1::interval", config.inboxRetention())
                .chain(() -> delete(
                        "DELETE FROM outbox_rejected WHERE rejected_at < clock_timestamp() - $1::interval",
                        config.rejectedRetention()));
    }

    private Uni<Void> delete(String statement, Duration age) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(io.vertx.pgclient.data.Interval.of().days((int) age.toDays())))
                .replaceWithVoid();
    }
}
