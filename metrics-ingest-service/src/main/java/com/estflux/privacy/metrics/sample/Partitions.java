package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.contracts.DataCategory.RESOURCE_USAGE;
import static com.estflux.privacy.contracts.DataCategory.TRAFFIC_VOLUME;
import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.platform.deletion.DeletionGate;
import com.estflux.privacy.platform.deletion.DeletionPermit;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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
    private final DeletionGate gate;
    private final MetricsConfig config;
    private final Clock clock;
    private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

    Partitions(Pool pool, DeletionGate gate, MetricsConfig config, Clock clock) {
        this.pool = pool;
        this.gate = gate;
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

    /**
     * Months no sample is accepted of any more go once disposals have emptied them, or as a whole when the rules of what
     * they hold no longer keep them; sooner, if a setting says so. A legal hold on any of it keeps the month.
     */
    private Uni<Void> dropOver() {
        return drop(pool, accepted(), true, new UUID[0], new String[0])
                .chain(this::dropDue)
                .replaceWithVoid();
    }

    /** Drops the months whose time is over and that no hold covers; completes with how many. */
    Uni<Integer> dropDue() {
        return gate.passOnDriver(
                0, (transaction, permit) -> dropDue(transaction, permit), TRAFFIC_VOLUME, RESOURCE_USAGE);
    }

    private Uni<Integer> dropDue(SqlClient transaction, DeletionPermit permit) {
        if (permit.isHeldAsAWhole(TRAFFIC_VOLUME) || permit.isHeldAsAWhole(RESOURCE_USAGE)) {
            return Uni.createFrom().item(0);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Optional<LocalDate> byRule = permit.lastStartOver(TRAFFIC_VOLUME)
                .flatMap(traffic -> permit.lastStartOver(RESOURCE_USAGE).map(usage -> earlier(traffic, usage)));
        return Stream.concat(byRule.stream(), config.samplesKept().map(today::minus).stream())
                .max(Comparator.naturalOrder())
                .map(over -> drop(
                        transaction,
                        earlier(accepted(), over),
                        false,
                        join(permit.heldSubjects(TRAFFIC_VOLUME), permit.heldSubjects(RESOURCE_USAGE))
                                .toArray(UUID[]::new),
                        join(permit.heldRecords(TRAFFIC_VOLUME), permit.heldRecords(RESOURCE_USAGE))
                                .map(Partitions::vpsOf)
                                .toArray(String[]::new)))
                .orElseGet(() -> Uni.createFrom().item(0));
    }

    /** Drops months that ended before a day: those that are empty, or all without held data; completes with how many. */
    Uni<Integer> drop(
            SqlClient client, LocalDate endedBefore, boolean onlyEmpty, UUID[] heldSubjects, String[] heldVps) {
        return client.preparedQuery("SELECT drop_usage_partitions($1, $2, $3, $4) AS dropped")
                .execute(Tuple.of(endedBefore, onlyEmpty, heldSubjects, heldVps))
                .map(rows -> rows.iterator().next().getInteger("dropped"))
                .invoke(dropped -> {
                    if (dropped > 0) {
                        made.removeIf(month -> month.isBefore(endedBefore));
                        LOG.infof("%d months of samples dropped, their time was over", dropped);
                    }
                });
    }

    private LocalDate accepted() {
        return LocalDate.ofInstant(clock.instant().minus(config.acceptedBack()), ZoneOffset.UTC);
    }

    /** A record of usage is named {@code VPS:YYYY-MM}. */
    private static String vpsOf(String recordId) {
        int end = recordId.indexOf(':');
        return end < 0 ? recordId : recordId.substring(0, end);
    }

    private static <T> Stream<T> join(T[] one, T[] other) {
        return Stream.concat(Stream.of(one), Stream.of(other));
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
