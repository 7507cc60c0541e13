package com.estflux.privacy.retention.hold;

import com.estflux.privacy.contracts.DataCategory;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold in force.
 *
 * @param holdId the hold
 * @param subjectId whose data it covers; null for everybody's
 * @param category the category it covers; null for every category
 * @param recordIds the records it covers; empty for every record
 * @param legalBasis why, with article
 */
public record Hold(
        UUID holdId,
        @Nullable UUID subjectId,
        @Nullable DataCategory category,
        Set<String> recordIds,
        String legalBasis) {

    /** Copies the set, so that the record cannot change. */
    public Hold {
        recordIds = Set.copyOf(recordIds);
    }

    /** Whether it covers anything of this subject and category. */
    public boolean concerns(UUID subject, DataCategory of) {
        return (subjectId == null || subjectId.equals(subject)) && (category == null || category.equals(of));
    }

    /** Whether it covers everything there is of this subject and category. */
    public boolean coversAll(UUID subject, DataCategory of) {
        return concerns(subject, of) && recordIds.isEmpty();
    }

    /** Whether it covers this record. */
    public boolean covers(UUID subject, DataCategory of, String recordId) {
        return concerns(subject, of) && (recordIds.isEmpty() || recordIds.contains(recordId));
    }
}
