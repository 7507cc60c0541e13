package com.estflux.privacy.platform.messaging;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.transaction.RecurringWork;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * What operators watch: {@code outbox.backlog} (rows), {@code outbox.age} (seconds since the oldest was written) and
 * {@code outbox.rejected} (rows the broker refused for good; anything but 0 wants a look).
 */
@ApplicationScoped
class OutboxMeters {

    private static final Logger LOG = Logger.getLogger(OutboxMeters.class);

    private static final String BACKLOG = """
            SELECT count(*) AS backlog,
                   coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::bigint AS age,
                   (SELECT count(*) FROM outbox_rejected) AS rejected
            FROM outbox
            """;

    private final Pool pool;
    private final AtomicLong backlog = new AtomicLong();
    private final AtomicLong ageSeconds = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    OutboxMeters(Pool pool, MeterRegistry registry) {
        this.pool = pool;
        registry.gauge("outbox.backlog", backlog);
        registry.gauge("outbox.age", ageSeconds);
        registry.gauge("outbox.rejected", rejected);
    }

    @Scheduled(every = "5s", concurrentExecution = SKIP, identity = "outbox-meters")
    Uni<Void> measure() {
        return RecurringWork.attempt(
                LOG,
                "outbox not measured",
                pool.query(BACKLOG)
                        .execute()
                        .map(rows -> rows.iterator().next())
                        .invoke(row -> {
                            backlog.set(row.getLong("backlog"));
                            ageSeconds.set(row.getLong("age"));
                            rejected.set(row.getLong("rejected"));
                        })
                        .replaceWithVoid());
    }
}
