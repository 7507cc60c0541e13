package com.estflux.privacy.metrics.sample;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.metrics.config.MetricsConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Samples whose VPS no assignment has named: after a while they are given up, counted and reported. */
@ApplicationScoped
public class Quarantine {

    private static final Logger LOG = Logger.getLogger(Quarantine.class);
    private static final String GIVE_UP = """
            WITH given_up AS (
                DELETE FROM quarantined_sample WHERE quarantined_at < $1 RETURNING vps_id, sampled_at
            ), reported AS (
                INSERT INTO quarantine_report (vps_id, reported_at, samples, first_sampled_at, last_sampled_at)
                SELECT vps_id, clock_timestamp(), count(*), min(sampled_at), max(sampled_at)
                FROM given_up GROUP BY vps_id
            )
            SELECT count(*) AS samples FROM given_up
            """;

    private static final String GIVE_UP_READINGS = """
            WITH given_up AS (
                DELETE FROM counter_reading WHERE taken_at < $1 AND (NOT known OR NOT complete)
                RETURNING vps_id, read_at, known
            ), unknown AS (
                INSERT INTO quarantine_report (vps_id, reported_at, samples, first_sampled_at, last_sampled_at)
                SELECT vps_id, clock_timestamp(), count(*), min(read_at), max(read_at)
                FROM given_up WHERE NOT known GROUP BY vps_id
            ), incomplete AS (
                INSERT INTO counter_report (vps_id, read_at, reason)
                SELECT vps_id, read_at, 'incomplete' FROM given_up WHERE known
                ON CONFLICT DO NOTHING
            )
            SELECT count(*) AS samples FROM given_up
            """;

    private final Pool pool;
    private final MetricsConfig config;
    private final Clock clock;
    private final MeterRegistry meters;

    Quarantine(Pool pool, MetricsConfig config, Clock clock, MeterRegistry meters) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    @Scheduled(every = "1m", concurrentExecution = SKIP, identity = "quarantine")
    Uni<Void> giveUpScheduled() {
        return giveUp().replaceWithVoid();
    }

    /** Gives up what has waited too long; completes with how many samples and readings that were. */
    public Uni<Long> giveUp() {
        OffsetDateTime before = clock.instant().minus(config.quarantine()).atOffset(ZoneOffset.UTC);
        return giveUp(GIVE_UP, before)
                .chain(samples -> giveUp(GIVE_UP_READINGS, before).map(readings -> samples + readings))
                .invoke(samples -> {
                    if (samples > 0) {
                        LOG.warnf("%d samples given up: of unknown VPS instances, or incomplete", samples);
                        meters.counter("usage.samples", "outcome", "given-up").increment(samples);
                    }
                });
    }

    private Uni<Long> giveUp(String statement, OffsetDateTime before) {
        return pool.preparedQuery(statement)
                .execute(Tuple.of(before))
                .map(rows -> rows.iterator().next().getLong("samples"));
    }
}
