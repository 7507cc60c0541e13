package com.estflux.privacy.contracts.retention;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold was placed or released. A released one names its scope no longer.
 *
 * @param holdId the hold, also the record key
 * @param version grows with each change; an older one changes nothing
 * @param state whether it binds
 * @param subjectId whose data it covers; null for everybody's
 * @param category the category it covers; null for every category
 * @param recordIds the records it covers; empty for every record
 * @param legalBasis on which basis, with article; null once it is released
 * @param changedAt when, UTC
 */
public record HoldChanged(
        UUID holdId,
        int version,
        HoldState state,
        @Nullable UUID subjectId,
        @Nullable DataCategory category,
        List<String> recordIds,
        @Nullable String legalBasis,
        Instant changedAt)
        implements EventData {
    /** Copies the list, so that the record cannot change. */
    public HoldChanged {
        recordIds = List.copyOf(recordIds);
    }
}
