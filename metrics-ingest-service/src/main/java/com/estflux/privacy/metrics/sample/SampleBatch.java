package com.estflux.privacy.metrics.sample;

import com.estflux.privacy.contracts.usage.VpsSampled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
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

    /** Copies nothing: it lives as long as one statement. */
    static SampleBatch of(List<VpsSampled> handedIn) {
        List<VpsSampled> samples = new ArrayList<>(handedIn.size());
        List<Integer> positions = new ArrayList<>(handedIn.size());
        List<Integer> conflicts = new ArrayList<>();
        int duplicates = 0;
        // By VPS first: there are many fewer of them than samples, and what one VPS sends comes in order as a rule.
        for (List<Integer> ofVps : byVps(handedIn).values()) {
            VpsSampled before = null;
            for (int position : inOrder(handedIn, ofVps)) {
                VpsSampled sample = handedIn.get(position);
                if (before == null || !before.sampledAt().equals(sample.sampledAt())) {
                    samples.add(sample);
                    positions.add(position);
                    before = sample;
                } else if (before.equals(sample)) {
                    duplicates++;
                } else {
                    conflicts.add(position);
                }
            }
        }
        return new SampleBatch(samples, positions, duplicates, conflicts);
    }

    private static SortedMap<UUID, List<Integer>> byVps(List<VpsSampled> handedIn) {
        Map<UUID, List<Integer>> byVps = new HashMap<>();
        for (int position = 0; position < handedIn.size(); position++) {
            byVps.computeIfAbsent(handedIn.get(position).vpsId(), vpsId -> new ArrayList<>())
                    .add(position);
        }
        return new TreeMap<>(byVps);
    }

    /** By time; of several with the same, the first handed in comes first and stands. */
    private static List<Integer> inOrder(List<VpsSampled> handedIn, List<Integer> positions) {
        Instant before = Instant.MIN;
        for (int position : positions) {
            Instant at = handedIn.get(position).sampledAt();
            if (at.isBefore(before)) {
                positions.sort(Comparator.comparing(place -> handedIn.get(place).sampledAt()));
                return positions;
            }
            before = at;
        }
        return positions;
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
