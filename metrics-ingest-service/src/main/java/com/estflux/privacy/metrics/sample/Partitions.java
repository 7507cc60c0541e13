package com.estflux.privacy.metrics.sample;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.metrics.config.MetricsConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The months samples are partitioned by: made ahead by schedule, and before the first sample of an older month; dropped
 * when retention has left nothing of them.
 */
@ApplicationScoped
class Partitions {

    private static final Logger LOG = Logger.getLogger(Partitions.class);

    /** After the end of a month most of what is late has come, and nobody's live figures wait for it any more. */
    private static final Duration STRAGGLERS = Duration.ofDays(2);

    private final Pool pool;
    private final MetricsConfig config;
    private final Clock clock;
    private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

    Partitions(Pool pool, MetricsConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "6h", concurrentExecution = SKIP, identity = "usage-partitions")
    Uni<Void> keep() {
        return makeAhead().chain(this::dropOver).chain(this::orderOver);
    }

    private Uni<Void> makeAhead() {
        LocalDate current = month(clock.instant());
        Set<LocalDate> months = new TreeSet<>();
        for (int ahead = -1; ahead <= config.partitionsAhead(); ahead++) {
            months.add(current.plusMonths(ahead));
        }
        return make(months);
    }

    /** Months no sample is accepted of any more go once disposals have emptied them, or as a whole in their time. */
    private Uni<Void> dropOver() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate accepted = LocalDate.ofInstant(clock.instant().minus(config.acceptedBack()), ZoneOffset.UTC);
        Uni<Integer> emptied = drop(accepted, true);
        return config.samplesKept()
                .map(kept -> emptied.chain(() -> drop(earlier(accepted, today.minus(kept)), false)))
                .orElse(emptied)
                .replaceWithVoid();
    }

    /** Drops months that ended before a day: those that are empty, or all; completes with how many. */
    Uni<Integer> drop(LocalDate endedBefore, boolean onlyEmpty) {
        return pool.preparedQuery("SELECT drop_usage_partitions($1, $2) AS dropped")
                .execute(Tuple.of(endedBefore, onlyEmpty))
                .map(rows -> rows.iterator().next().getInteger("dropped"))
                .invoke(dropped -> {
                    if (dropped > 0) {
                        made.removeIf(month -> month.isBefore(endedBefore));
                        LOG.infof("%d months of samples dropped, their time was over", dropped);
                    }
                });
    }

    /** Lays out months that are over by VPS, one after the other: erasures find what they look for in one place. */
    private Uni<Void> orderOver() {
        return order(LocalDate.ofInstant(clock.instant().minus(STRAGGLERS), ZoneOffset.UTC));
    }

    /** Orders the months that ended before a day and are not in order. */
    Uni<Void> order(LocalDate endedBefore) {
        return orderAfter("", endedBefore);
    }

    private Uni<Void> orderAfter(String month, LocalDate endedBefore) {
        return pool.preparedQuery("SELECT order_usage_partition($1, $2) AS ordered")
                .execute(Tuple.of(month, endedBefore))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString("ordered")))
                .chain(ordered -> ordered.map(name -> {
                            LOG.infof("%s is in order of VPS and time now", name);
                            return orderAfter(name, endedBefore);
                        })
                        .orElse(Uni.createFrom().voidItem()));
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }

    /** Sees to it that every one of these times has a partition. */
    Uni<Void> ensureFor(Stream<Instant> times) {
        Set<LocalDate> months = new TreeSet<>();
        Instant[] bounds = {Instant.MAX, Instant.MIN};
        times.forEach(time -> {
            if (time.isBefore(bounds[0]) || !time.isBefore(bounds[1])) {
                LocalDate month = month(time);
                bounds[0] = start(month);
                bounds[1] = start(month.plusMonths(1));
                months.add(month);
            }
        });
        return ensure(months);
    }

    /** Sees to it that every one of these months has a partition. */
    Uni<Void> ensure(Set<LocalDate> months) {
        Set<LocalDate> missing = new TreeSet<>(months);
        missing.removeAll(made);
        return missing.isEmpty() ? Uni.createFrom().voidItem() : make(missing);
    }

    private Uni<Void> make(Set<LocalDate> months) {
        return Multi.createFrom()
                .iterable(months)
                .onItem()
                .transformToUniAndConcatenate(month -> pool.preparedQuery("SELECT ensure_usage_partition($1)")
                        .execute(Tuple.of(month))
                        .invoke(() -> made.add(month)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The month of UTC whose partition holds a sample of this time. */
    static LocalDate month(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
    }

    /** When a month of UTC begins. */
    static Instant start(LocalDate month) {
        return month.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
