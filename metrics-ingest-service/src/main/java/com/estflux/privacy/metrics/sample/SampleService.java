package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.config.AcceptedTimes;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.metrics.rights.UsageWriters;
import com.estflux.privacy.metrics.sample.SampleCopy.Copied;
import com.estflux.privacy.platform.store.Suppression;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Takes samples in, a batch a transaction: what completes is durable, what is handed in again changes nothing. */
@ApplicationScoped
class SampleService {

    private final Pool pool;
    private final SampleCopy copy;
    private final SampleRepository samples;
    private final UsageWriters writers;
    private final Partitions partitions;
    private final Suppression suppression;
    private final MeterRegistry meters;
    private final Clock clock;
    private final MetricsConfig config;
    private final SampleRules rules;

    SampleService(
            Pool pool,
            SampleCopy copy,
            SampleRepository samples,
            UsageWriters writers,
            Partitions partitions,
            Suppression suppression,
            MeterRegistry meters,
            Clock clock,
            MetricsConfig config) {
        this.pool = pool;
        this.copy = copy;
        this.samples = samples;
        this.writers = writers;
        this.partitions = partitions;
        this.suppression = suppression;
        this.meters = meters;
        this.clock = clock;
        this.config = config;
        this.rules = new SampleRules(AcceptedTimes.of(config));
    }

    /** Why a sample is not believed; empty if it is. */
    Optional<String> refusal(VpsSampled sample) {
        return rules.refusal(sample, clock.instant());
    }

    /**
     * Believed samples, put in order and laid out: all that can be done before the database has its turn.
     *
     * @param handedIn as they came
     * @param batch in the order of writers
     * @param layout as they are copied
     */
    record Prepared(List<VpsSampled> handedIn, SampleBatch batch, CopyLayout layout) {

        /** Prepares samples. */
        static Prepared of(List<VpsSampled> handedIn) {
            SampleBatch batch = SampleBatch.of(handedIn);
            return new Prepared(handedIn, batch, CopyLayout.of(batch.samples()));
        }
    }

    /** Stores believed samples, in one transaction. */
    Uni<StoredBatch> store(List<VpsSampled> handedIn) {
        return store(Prepared.of(handedIn));
    }

    /** Stores what was prepared, in one transaction. */
    Uni<StoredBatch> store(Prepared prepared) {
        if (prepared.handedIn().isEmpty()) {
            return Uni.createFrom().item(StoredBatch.NOTHING);
        }
        return partitions
                .ensure(prepared.layout().months().keySet())
                .chain(() -> copy.copy(prepared.batch(), prepared.layout()))
                .chain(copied -> rest(prepared.handedIn(), copied))
                .invoke(this::count);
    }

    private Uni<StoredBatch> rest(List<VpsSampled> handedIn, Copied copied) {
        return copied.rest().samples().isEmpty()
                ? Uni.createFrom()
                        .item(StoredBatch.NOTHING.and(
                                copied.stored(), copied.rest().duplicates()))
                : pool.withTransaction(connection -> store(connection, handedIn, copied.rest()))
                        .map(batch -> batch.and(copied.stored(), 0));
    }

    private Uni<StoredBatch> store(SqlConnection connection, List<VpsSampled> handedIn, SampleBatch batch) {
        Set<UUID> vpsIds = batch.vpsIds();
        return writers.holdOffErasure(connection)
                .chain(() -> samples.numbers(connection, vpsIds))
                .chain(numbers -> {
                    vpsIds.removeAll(numbers.keySet());
                    return writers.suppressed(connection, vpsIds).map(suppressed -> sort(batch, numbers, suppressed));
                })
                .chain(sorted -> known(connection, sorted).chain(known -> unknown(connection, sorted)
                        .map(unknown -> outcome(batch, sorted, known, unknown))))
                .call(outcome -> samples.reportConflicts(
                        connection,
                        outcome.conflicts().stream().map(handedIn::get).toList()));
    }

    /** Samples by what is known of their VPS, each list with its positions in the batch handed in. */
    private record Sorted(
            List<VpsSampled> known,
            List<Integer> numbers,
            List<Integer> knownPositions,
            List<VpsSampled> unknown,
            List<Integer> unknownPositions,
            int suppressed) {}

    /** How many were stored, and which had no room or contradict, by their position in what was handed in. */
    private record Part(int stored, List<Integer> overflowed, List<Integer> conflicts) {}

    private static Sorted sort(SampleBatch batch, Map<UUID, Integer> numbers, Set<UUID> suppressed) {
        Sorted sorted = new Sorted(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
        int dropped = 0;
        for (int i = 0; i < batch.samples().size(); i++) {
            VpsSampled sample = batch.samples().get(i);
            Integer number = numbers.get(sample.vpsId());
            if (number != null) {
                sorted.known().add(sample);
                sorted.numbers().add(number);
                sorted.knownPositions().add(batch.positions().get(i));
            } else if (suppressed.contains(sample.vpsId())) {
                dropped++;
            } else {
                sorted.unknown().add(sample);
                sorted.unknownPositions().add(batch.positions().get(i));
            }
        }
        return new Sorted(
                sorted.known(),
                sorted.numbers(),
                sorted.knownPositions(),
                sorted.unknown(),
                sorted.unknownPositions(),
                dropped);
    }

    private Uni<Part> known(SqlConnection connection, Sorted sorted) {
        if (sorted.known().isEmpty()) {
            return Uni.createFrom().item(new Part(0, List.of(), List.of()));
        }
        Integer[] numbers = sorted.numbers().toArray(Integer[]::new);
        return samples.insert(connection, numbers, sorted.known()).chain(inserted -> {
            Uni<List<Integer>> conflicts = inserted == numbers.length
                    ? Uni.createFrom().item(List.of())
                    : samples.conflicts(connection, numbers, sorted.known());
            return conflicts.map(found -> new Part(
                    inserted,
                    List.of(),
                    found.stream().map(sorted.knownPositions()::get).toList()));
        });
    }

    private Uni<Part> unknown(SqlConnection connection, Sorted sorted) {
        List<VpsSampled> waiting = sorted.unknown();
        if (waiting.isEmpty()) {
            return Uni.createFrom().item(new Part(0, List.of(), List.of()));
        }
        return samples.quarantineSize(connection).chain(size -> {
            if (size + waiting.size() > config.quarantineLimit()) {
                return Uni.createFrom().item(new Part(0, sorted.unknownPositions(), List.of()));
            }
            return samples.quarantine(connection, waiting).chain(inserted -> {
                Uni<List<Integer>> conflicts = inserted == waiting.size()
                        ? Uni.createFrom().item(List.of())
                        : samples.quarantineConflicts(connection, waiting);
                return conflicts.map(found -> new Part(
                        inserted,
                        List.of(),
                        found.stream().map(sorted.unknownPositions()::get).toList()));
            });
        });
    }

    private static StoredBatch outcome(SampleBatch batch, Sorted sorted, Part known, Part unknown) {
        List<Integer> conflicts = new ArrayList<>(batch.conflicts());
        conflicts.addAll(known.conflicts());
        conflicts.addAll(unknown.conflicts());
        int duplicates = batch.duplicates()
                + sorted.known().size()
                - known.stored()
                - known.conflicts().size()
                + sorted.unknown().size()
                - unknown.stored()
                - unknown.overflowed().size()
                - unknown.conflicts().size();
        return new StoredBatch(
                known.stored(), duplicates, unknown.stored(), sorted.suppressed(), unknown.overflowed(), conflicts);
    }

    private void count(StoredBatch batch) {
        count("stored", batch.stored());
        count("duplicate", batch.duplicates());
        count("quarantined", batch.quarantined());
        count("overflowed", batch.overflowed().size());
        count("conflict", batch.conflicts().size());
        if (batch.suppressed() > 0) {
            suppression.countDropped("samples", batch.suppressed());
        }
    }

    private void count(String outcome, int number) {
        if (number > 0) {
            meters.counter("usage.samples", "outcome", outcome).increment(number);
        }
    }

    /** Counts samples refused at the door. */
    void countRefused(int number) {
        count("refused", number);
    }
}
