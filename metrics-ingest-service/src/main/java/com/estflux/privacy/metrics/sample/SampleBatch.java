package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A batch in the one order every writer uses, so that two writers never wait for each other in a circle, each VPS and
 * time once.
 *
 * @param samples the samples to store
 * @param positions where each stood in what was handed in
 * @param duplicates how many were identical to another of the batch
 * @param conflicts positions of those that contradict an earlier one of the batch
 */
record SampleBatch(List<VpsSampled> samples, List<Integer> positions, int duplicates, List<Integer> conflicts) {

    private static final Comparator<VpsSampled> ORDER = (one, other) -> {
        int byVps = one.vpsId().compareTo(other.vpsId());
        return byVps == 0 ? one.sampledAt().compareTo(other.sampledAt()) : byVps;
    };

    /** Copies nothing: it lives as long as one statement. */
    static SampleBatch of(List<VpsSampled> handedIn) {
        List<Integer> order = new ArrayList<>(handedIn.size());
        for (int i = 0; i < handedIn.size(); i++) {
            order.add(i);
        }
        // Stable: of several with the same VPS and time, the first handed in comes first and stands.
        order.sort((one, other) -> ORDER.compare(handedIn.get(one), handedIn.get(other)));
        List<VpsSampled> samples = new ArrayList<>(handedIn.size());
        List<Integer> positions = new ArrayList<>(handedIn.size());
        List<Integer> conflicts = new ArrayList<>();
        int duplicates = 0;
        for (int position : order) {
            VpsSampled sample = handedIn.get(position);
            VpsSampled before = samples.isEmpty() ? null : samples.get(samples.size() - 1);
            if (before == null || ORDER.compare(before, sample) != 0) {
                samples.add(sample);
                positions.add(position);
            } else if (before.equals(sample)) {
                duplicates++;
            } else {
                conflicts.add(position);
            }
        }
        return new SampleBatch(samples, positions, duplicates, conflicts);
    }

    /** The VPS instances, each once. */
    Set<UUID> vpsIds() {
        Set<UUID> vpsIds = new LinkedHashSet<>();
        UUID before = null;
        for (VpsSampled sample : samples) {
            if (!sample.vpsId().equals(before)) {
                before = sample.vpsId();
                vpsIds.add(before);
            }
        }
        return vpsIds;
    }

    /** The time of the earliest sample. */
    Instant first() {
        return samples.stream()
                .map(VpsSampled::sampledAt)
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }
}
