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
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The months samples are partitioned by: made ahead by schedule, and before the first sample of an older month. */
@ApplicationScoped
class Partitions {

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
    Uni<Void> makeAhead() {
        LocalDate current = month(clock.instant());
        Set<LocalDate> months = new TreeSet<>();
        for (int ahead = -1; ahead <= config.partitionsAhead(); ahead++) {
            months.add(current.plusMonths(ahead));
        }
        return make(months);
    }

    /** Sees to it that every one of these times has a partition. */
    Uni<Void> ensureFor(Stream<Instant> times) {
        Set<LocalDate> missing = new TreeSet<>();
        Instant[] bounds = {Instant.MAX, Instant.MIN};
        times.forEach(time -> {
            if (time.isBefore(bounds[0]) || !time.isBefore(bounds[1])) {
                LocalDate month = month(time);
                bounds[0] = start(month);
                bounds[1] = start(month.plusMonths(1));
                if (!made.contains(month)) {
                    missing.add(month);
                }
            }
        });
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

    private static LocalDate month(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
    }

    private static Instant start(LocalDate month) {
        return month.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
