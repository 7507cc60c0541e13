package com.estflux.privacy.retention.disposal;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.retention.clock.DueRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sorts due records into commands: one subject, one category and one version of a rule each. */
final class DueGroups {

    private DueGroups() {}

    private record Key(UUID subjectId, DataCategory category, String rule) {}

    /** The groups, none larger than a command may be. */
    static List<List<DueRecord>> of(List<DueRecord> due, int largest) {
        Map<Key, List<DueRecord>> byKey = new LinkedHashMap<>();
        due.forEach(record -> byKey.computeIfAbsent(
                        new Key(record.subjectId(), record.category(), record.ruleReference()),
                        key -> new ArrayList<>())
                .add(record));
        List<List<DueRecord>> groups = new ArrayList<>();
        for (List<DueRecord> all : byKey.values()) {
            for (int from = 0; from < all.size(); from += largest) {
                groups.add(List.copyOf(all.subList(from, Math.min(all.size(), from + largest))));
            }
        }
        return groups;
    }
}
