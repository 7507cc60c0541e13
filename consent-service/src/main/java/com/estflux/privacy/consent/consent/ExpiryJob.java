package com.estflux.privacy.consent.consent;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.audit.AuditEntry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts lapses on record and publishes them, for those who listen rather than ask: decisions say no from the very moment.
 * Any number of replicas may run it: a lapse is recorded only if the consent is still the one that was found. It uses
 * the driver directly, as what it writes with does.
 */
@ApplicationScoped
class ExpiryJob {

    private static final int BATCH = 500;
    private static final String CHANNEL = "expiry";
    private static final String DUE = """
        SELECT subject_id, purpose_key, revision, notice_version, language, expires_at FROM consent
        WHERE state = 'granted' AND expires_at IS NOT NULL AND expires_at <= $1 ORDER BY expires_at LIMIT $2
        """;

    private final Pool pool;
    private final ConsentWriter writer;
    private final Clock clock;

    ExpiryJob(Pool pool, ConsentWriter writer, Clock clock) {
        this.pool = pool;
        this.writer = writer;
        this.clock = clock;
    }

    @Scheduled(
            every = "${estflux.consent.expiry.every:1m}",
            delayed = "10s",
            concurrentExecution = SKIP,
            identity = "consent-expiry")
    Uni<Void> run() {
        return expire().replaceWithVoid();
    }

    /** Records every lapse there is; completes with their number. */
    Uni<Long> expire() {
        return pool.preparedQuery(DUE)
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), BATCH))
                .chain(due -> record(due));
    }

    private Uni<Long> record(RowSet<Row> due) {
        if (due.size() == 0) {
            return Uni.createFrom().item(0L);
        }
        List<Asked> lapses = new ArrayList<>();
        due.forEach(row -> lapses.add(lapse(row)));
        return writer.write(lapses).chain(results -> {
            long recorded =
                    results.stream().filter(result -> result.consent() != null).count();
            return recorded == 0 || results.size() < BATCH
                    ? Uni.createFrom().item(recorded)
                    : expire().map(more -> more + recorded);
        });
    }

    /** The notice stays the one that was shown; the withdrawal in the request is never read. */
    private static Asked lapse(Row row) {
        return new Asked(
                row.getUUID("subject_id"),
                row.getString("purpose_key"),
                new ConsentRequest(
                        Choice.WITHDRAWN, row.getInteger("notice_version"), row.getString("language"), CHANNEL),
                AuditEntry.SYSTEM,
                new Precondition(row.getLong("revision")),
                Asked.CONSENT,
                null,
                Asked.Occasion.lapse(row.getOffsetDateTime("expires_at").toInstant()));
    }
}
