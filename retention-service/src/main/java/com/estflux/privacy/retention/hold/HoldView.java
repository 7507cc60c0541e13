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
 * @param state {@code placed}, {@code in-force} once every store that holds what it covers has confirmed it, or {@code
 *     released}
 * @param stores the stores that hold what it covers, and whether each has confirmed it; one that has not may still delete
 *     what the hold covers
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
        String state,
        List<Store> stores,
        @Nullable Long beyondRecall) {

    HoldView {
        recordIds = List.copyOf(recordIds);
        stores = List.copyOf(stores);
    }

    /**
     * A store that holds what a hold covers.
     *
     * @param storeId the store
     * @param confirmed whether it has taken the hold, or its release, in
     * @param confirmedAt when, UTC; absent while it has not
     */
    record Store(
            String storeId, boolean confirmed, @Nullable Instant confirmedAt) {}

    static HoldView of(HoldEntity hold, List<Store> stores, @Nullable Long beyondRecall) {
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
                state(hold, stores),
                stores,
                beyondRecall);
    }

    private static String state(HoldEntity hold, List<Store> stores) {
        if (hold.releasedAt != null) {
            return "released";
        }
        return !stores.isEmpty() && stores.stream().allMatch(Store::confirmed) ? "in-force" : "placed";
    }
}
