package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.config.AcceptedTimes;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.metrics.counter.CounterService;
import com.estflux.privacy.metrics.counter.Reading;
import com.estflux.privacy.metrics.counter.TakenReadings;
import com.estflux.privacy.metrics.sample.IngestReceipt.RefusedLine;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes in what requests carry: believes, stores, and tells each bad line by its number. */
@ApplicationScoped
class SampleIntake {

    private final SampleService samples;
    private final CounterService counters;
    private final Partitions partitions;
    private final AcceptedTimes times;
    private final Clock clock;

    SampleIntake(
            SampleService samples, CounterService counters, Partitions partitions, MetricsConfig config, Clock clock) {
        this.samples = samples;
        this.counters = counters;
        this.partitions = partitions;
        this.times = AcceptedTimes.of(config);
        this.clock = clock;
    }

    /** What is believed, with the lines it came from, and what is not. */
    private record Sorted(
            List<VpsSampled> samples,
            List<Integer> sampleLines,
            List<Reading> readings,
            List<Integer> readingLines,
            List<RefusedLine> refused) {}

    /** Reads and stores what can be stored; completes when it is durable. Reading is too long for an event loop. */
    Uni<IngestReceipt> take(Supplier<List<SampleLine>> read) {
        return Uni.createFrom()
                .item(() -> sort(read.get()))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .chain(this::store);
    }

    private Sorted sort(List<SampleLine> lines) {
        Sorted sorted = new Sorted(
                new ArrayList<>(lines.size()),
                new ArrayList<>(lines.size()),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (SampleLine line : lines) {
            String refusal = refusal(line);
            if (refusal != null) {
                sorted.refused().add(new RefusedLine(line.line(), refusal));
            } else if (line.sample() != null) {
                sorted.samples().add(line.sample());
                sorted.sampleLines().add(line.line());
            } else if (line.reading() != null) {
                sorted.readings().add(line.reading());
                sorted.readingLines().add(line.line());
            }
        }
        samples.countRefused(sorted.refused().size());
        return sorted;
    }

    private @Nullable String refusal(SampleLine line) {
        if (line.sample() != null) {
            return samples.refusal(line.sample()).orElse(null);
        }
        return line.reading() == null
                ? line.refusal()
                : times.refusal(line.reading().readAt(), clock.instant());
    }

    private Uni<IngestReceipt> store(Sorted sorted) {
        return samples.store(sorted.samples()).chain(batch -> readings(sorted).map(taken -> {
            tell(sorted.refused(), "conflict", batch.conflicts(), sorted.sampleLines());
            tell(sorted.refused(), IngestReceipt.QUARANTINE_FULL, batch.overflowed(), sorted.sampleLines());
            tell(sorted.refused(), "conflict", taken.conflicts(), sorted.readingLines());
            tell(sorted.refused(), IngestReceipt.QUARANTINE_FULL, taken.overflowed(), sorted.readingLines());
            return receipt(batch, taken, sorted.refused());
        }));
    }

    private Uni<TakenReadings> readings(Sorted sorted) {
        return partitions
                .ensureFor(sorted.readings().stream().map(Reading::readAt))
                .chain(() -> counters.take(sorted.readings()));
    }

    private static void tell(List<RefusedLine> refused, String code, List<Integer> positions, List<Integer> lines) {
        positions.forEach(position -> refused.add(new RefusedLine(lines.get(position), code)));
    }

    private static IngestReceipt receipt(StoredBatch batch, TakenReadings taken, List<RefusedLine> refused) {
        refused.sort(Comparator.comparingInt(RefusedLine::line));
        return new IngestReceipt(
                batch.stored() + taken.taken() - taken.quarantined(),
                batch.duplicates() + taken.duplicates(),
                batch.quarantined() + taken.quarantined(),
                batch.suppressed() + taken.suppressed(),
                refused,
                refused.size());
    }
}
