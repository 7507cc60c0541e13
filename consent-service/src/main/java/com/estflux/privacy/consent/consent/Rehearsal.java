package com.estflux.privacy.consent.consent;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a dry run of an import would have recorded so far: its transactions are undone one by one, and what follows must
 * build on them all the same. It grows with the number of lines taken, by some 200 bytes each.
 */
public final class Rehearsal {

    private final Map<GroupReader.Key, Standing> standings = new HashMap<>();
    private final Set<Recorded> records = new HashSet<>();

    private record Recorded(GroupReader.Key key, String state, Instant decidedAt) {}

    @Nullable
    Standing standing(GroupReader.Key key) {
        return standings.get(key);
    }

    /** Whether the very same decision would be on record. */
    boolean holds(Asked asked, Instant decidedAt) {
        return records.contains(new Recorded(
                new GroupReader.Key(asked.subjectId(), asked.purpose()),
                asked.state().name(),
                decidedAt));
    }

    void add(ConsentGroup group) {
        for (ConsentGroup.Recorded one : group.records()) {
            GroupReader.Key key =
                    new GroupReader.Key(one.asked().subjectId(), one.asked().purpose());
            Standing standing = group.standing(key);
            if (standing != null) {
                standings.put(key, standing);
            }
            records.add(
                    new Recorded(key, one.record().state().name(), one.record().decidedAt()));
        }
    }
}
