package com.estflux.privacy.metrics.sample;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.contracts.usage.VpsSampled;
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
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The months samples are partitioned by: made ahead by schedule, and before the first sample of an older month. */
@ApplicationScoped
class Partitions {

    private final Pool pool;
    private final MetricsConfig config;
    private final Clock clock;
    private final Set<LocalDate> known = ConcurrentHashMap.newKeySet();

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

    /** Sees to it that every one of these samples has a partition. */
    Uni<Void> ensureFor(Collection<VpsSampled> samples) {
        Set<LocalDate> missing = new TreeSet<>();
        LocalDate last = null;
        for (VpsSampled sample : samples) {
            LocalDate month = month(sample.sampledAt());
            if (!month.equals(last) && !known.contains(month)) {
                missing.add(month);
            }
            last = month;
        }
        return missing.isEmpty() ? Uni.createFrom().voidItem() : make(missing);
    }

    private Uni<Void> make(Set<LocalDate> months) {
        return Multi.createFrom()
                .iterable(months)
                .onItem()
                .transformToUniAndConcatenate(month -> pool.preparedQuery("SELECT ensure_usage_partition($1)")
                        .execute(Tuple.of(month))
                        .invoke(() -> known.add(month)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static LocalDate month(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
    }
}
