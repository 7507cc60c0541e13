package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.sample.IngestReceipt.RefusedLine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes in what requests carry: believes, stores, and tells each bad line by its number. */
@ApplicationScoped
class SampleIntake {

    private final SampleService service;

    SampleIntake(SampleService service) {
        this.service = service;
    }

    /** Stores what can be stored; completes when it is durable. */
    Uni<IngestReceipt> take(List<SampleLine> lines) {
        List<VpsSampled> believed = new ArrayList<>(lines.size());
        List<Integer> numbers = new ArrayList<>(lines.size());
        List<RefusedLine> refused = new ArrayList<>();
        for (SampleLine line : lines) {
            VpsSampled sample = line.sample();
            String refusal =
                    sample == null ? line.refusal() : service.refusal(sample).orElse(null);
            if (sample == null || refusal != null) {
                refused.add(new RefusedLine(line.line(), String.valueOf(refusal)));
            } else {
                believed.add(sample);
                numbers.add(line.line());
            }
        }
        service.countRefused(refused.size());
        return service.store(believed).map(batch -> receipt(batch, numbers, refused));
    }

    private static IngestReceipt receipt(StoredBatch batch, List<Integer> numbers, List<RefusedLine> refused) {
        batch.conflicts().forEach(position -> refused.add(new RefusedLine(numbers.get(position), "conflict")));
        refused.sort(Comparator.comparingInt(RefusedLine::line));
        return new IngestReceipt(
                batch.stored(),
                batch.duplicates(),
                batch.quarantined(),
                batch.suppressed() + batch.overflowed(),
                refused,
                refused.size());
    }
}
