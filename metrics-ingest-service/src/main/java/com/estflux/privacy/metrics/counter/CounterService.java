package com.estflux.privacy.metrics.counter;

import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.metrics.rights.UsageWriters;
import com.estflux.privacy.platform.store.Suppression;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Takes readings of counters in and derives samples from them, in one transaction. Readings that are handed in again, or
 * in another order, lead to the same samples: each is what was counted since the reading before it, whenever that came.
 */
@ApplicationScoped
public class CounterService {

    /** Most a VPS can move or be given in a second: bytes, operations, microseconds of CPU. */
    public static final long MOST_PER_SECOND = 125_000_000_000L;

    private final Pool pool;
    private final CounterRepository counters;
    private final UsageWriters writers;
    private final Suppression suppression;
    private final MeterRegistry meters;
    private final MetricsConfig config;

    CounterService(
            Pool pool,
            CounterRepository counters,
            UsageWriters writers,
            Suppression suppression,
            MeterRegistry meters,
            MetricsConfig config) {
        this.pool = pool;
        this.counters = counters;
        this.writers = writers;
        this.suppression = suppression;
        this.meters = meters;
        this.config = config;
    }

    /** Stores believed readings; their months have partitions. */
    public Uni<TakenReadings> take(List<Reading> handedIn) {
        if (handedIn.isEmpty()) {
            return Uni.createFrom().item(TakenReadings.NONE);
        }
        ReadingBatch batch = ReadingBatch.of(handedIn);
        return pool.withTransaction(connection -> take(connection, handedIn, batch))
                .invoke(this::count);
    }

    private Uni<TakenReadings> take(SqlConnection connection, List<Reading> handedIn, ReadingBatch batch) {
        Set<UUID> vpsIds = new LinkedHashSet<>();
        batch.readings().forEach(reading -> vpsIds.add(reading.vpsId()));
        return writers.holdOffErasure(connection)
                .chain(() -> counters.lock(connection, vpsIds))
                .chain(known -> {
                    Set<UUID> unknown = new LinkedHashSet<>(vpsIds);
                    unknown.removeAll(known);
                    return welcome(connection, batch, known, unknown);
                })
                .chain(welcome -> store(connection, batch, welcome))
                .call(taken -> taken.conflicts().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : counters.report(
                                connection,
                                taken.conflicts().stream().map(handedIn::get).toList()));
    }

    /** Whose readings are stored, dropped, or have no room. */
    private record Welcome(Set<UUID> known, Set<UUID> suppressed, Set<UUID> overflowed) {}

    private Uni<Welcome> welcome(SqlConnection connection, ReadingBatch batch, Set<UUID> known, Set<UUID> unknown) {
        if (unknown.isEmpty()) {
            return Uni.createFrom().item(new Welcome(known, Set.of(), Set.of()));
        }
        return writers.suppressed(connection, unknown).chain(suppressed -> {
            Set<UUID> waiting = new HashSet<>(unknown);
            waiting.removeAll(suppressed);
            long more = batch.readings().stream()
                    .filter(reading -> waiting.contains(reading.vpsId()))
                    .count();
            return more == 0
                    ? Uni.createFrom().item(new Welcome(known, suppressed, Set.of()))
                    : counters.waiting(connection)
                            .map(size -> new Welcome(
                                    known, suppressed, size + more > config.quarantineLimit() ? waiting : Set.of()));
        });
    }

    private Uni<TakenReadings> store(SqlConnection connection, ReadingBatch batch, Welcome welcome) {
        List<Reading> stored = new ArrayList<>();
        List<List<Integer>> positions = new ArrayList<>();
        List<Integer> overflowed = new ArrayList<>();
        int suppressed = 0;
        int quarantined = 0;
        for (int i = 0; i < batch.readings().size(); i++) {
            Reading reading = batch.readings().get(i);
            List<Integer> parts = batch.positions().get(i);
            if (welcome.suppressed().contains(reading.vpsId())) {
                suppressed += parts.size();
            } else if (welcome.overflowed().contains(reading.vpsId())) {
                overflowed.addAll(parts);
            } else {
                stored.add(reading);
                positions.add(parts);
                quarantined += welcome.known().contains(reading.vpsId()) ? 0 : 1;
            }
        }
        TakenReadings outcome = new TakenReadings(0, 0, quarantined, suppressed, batch.conflicts(), overflowed);
        return stored.isEmpty()
                ? Uni.createFrom().item(outcome)
                : counters.take(connection, stored, welcome.known())
                        .chain(taken -> derive(connection, stored, positions, outcome, taken));
    }

    private Uni<TakenReadings> derive(
            SqlConnection connection,
            List<Reading> stored,
            List<List<Integer>> positions,
            TakenReadings outcome,
            Set<Reading.Key> taken) {
        // Those that said something new may contradict what was there all the same.
        return counters.conflicts(connection, stored)
                .call(found -> taken.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : counters.derive(connection, stored, MOST_PER_SECOND))
                .map(found -> {
                    List<Integer> conflicts = new ArrayList<>(outcome.conflicts());
                    found.forEach(place -> conflicts.addAll(positions.get(place)));
                    Set<Integer> contradicting = new HashSet<>(found);
                    int duplicates = (int) IntStream.range(0, stored.size())
                            .filter(place -> !contradicting.contains(place)
                                    && !taken.contains(stored.get(place).key()))
                            .count();
                    return new TakenReadings(
                            taken.size(),
                            duplicates,
                            outcome.quarantined(),
                            outcome.suppressed(),
                            conflicts,
                            outcome.overflowed());
                });
    }

    private void count(TakenReadings readings) {
        count("taken", readings.taken());
        count("duplicate", readings.duplicates());
        count("conflict", readings.conflicts().size());
        count("overflowed", readings.overflowed().size());
        if (readings.suppressed() > 0) {
            suppression.countDropped("samples", readings.suppressed());
        }
    }

    private void count(String outcome, int number) {
        if (number > 0) {
            meters.counter("usage.readings", "outcome", outcome).increment(number);
        }
    }
}
