package com.estflux.privacy.retention.hold;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A legal hold, as the API shows it.
 *
 * @param holdId the hold
 * @param subjectId whose data it covers; absent for everybody's
 * @param category the category it covers; absent for every category
 * @param recordIds the records it covers; empty for every record
 * @param reason why it was placed
 * @param legalBasis on which basis, with article
 * @param reviewOn Tallinn date it must be looked at again
 * @param placedBy who placed it
 * @param placedAt when, UTC
 * @param releasedBy who released it; absent while it is in force
 * @param releasedAt when, UTC
 * @param releaseReason why it was released
 * @param beyondRecall records in scope whose disposal had been ordered before the hold was placed
 */
@Schema(name = "Hold")
record HoldView(
        UUID holdId,
        @Nullable UUID subjectId,
        @Nullable String category,
        List<String> recordIds,
        String reason,
        String legalBasis,
        LocalDate reviewOn,
        String placedBy,
        Instant placedAt,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt,
        @Nullable String releaseReason,
        @Nullable Long beyondRecall) {

    static HoldView of(HoldEntity hold) {
        return of(hold, null);
    }

    static HoldView of(HoldEntity hold, @Nullable Long beyondRecall) {
        return new HoldView(
                hold.holdId,
                hold.subjectId,
                hold.category,
                List.of(hold.recordIds),
                hold.reason,
                hold.legalBasis,
                hold.reviewOn,
                hold.placedBy,
                hold.placedAt,
                hold.releasedBy,
                hold.releasedAt,
                hold.releaseReason,
                beyondRecall);
    }
}
