package com.estflux.privacy.platform.messaging;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.transaction.RecurringWork;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets what messages left behind once it serves nothing any more. It uses the driver directly: rows in bulk. */
@ApplicationScoped
class MessagePurge {

    private static final Logger LOG = Logger.getLogger(MessagePurge.class);

    private final Pool pool;
    private final MessagingConfig config;

    MessagePurge(Pool pool, MessagingConfig config) {
        this.pool = pool;
        this.config = config;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = SKIP, identity = "message-purge")
    Uni<Void> purge() {
        return RecurringWork.attempt(
                LOG,
                "messages not purged, next time",
                delete(
                                "DELETE FROM inbox WHERE received_at < clock_timestamp() - make_interval(secs => $1)",
                                config.inboxRetention())
                        .chain(() -> delete(
                                "DELETE FROM outbox_rejected WHERE rejected_at < clock_timestamp() - make_interval(secs => $1)",
                                config.rejectedRetention())));
    }

    private Uni<Void> delete(String statement, Duration age) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of((double) age.toSeconds()))
                .replaceWithVoid();
    }
}
