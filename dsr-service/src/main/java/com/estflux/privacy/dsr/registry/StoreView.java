package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.rights.AnnouncementDigest;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A store, as shown to staff: what is in force of it, or, while nothing is, what it announced.
 *
 * @param storeId its id
 * @param displayName for people
 * @param owner the team or company responsible
 * @param contact a role mailbox
 * @param categories what it holds
 * @param rights what it can carry out
 * @param timeNeeded how long it may need for one command
 * @param announcedAt when it last announced itself so, UTC
 * @param keys ids of the keys that prove what it says
 * @param state whether it takes part
 * @param admittedAt when it was admitted so, UTC; null if it was not
 * @param announcementDigest what an admission names
 * @param pending what waits for an officer; null if nothing does
 */
public record StoreView(
        String storeId,
        String displayName,
        String owner,
        String contact,
        List<DataCategory> categories,
        List<Right> rights,
        Duration timeNeeded,
        Instant announcedAt,
        List<String> keys,
        StoreState state,
        @Nullable Instant admittedAt,
        String announcementDigest,
        @Nullable Pending pending) {

    /** Copies the lists, so that the record cannot change. */
    public StoreView {
        categories = List.copyOf(categories);
        rights = List.copyOf(rights);
        keys = List.copyOf(keys);
    }

    /**
     * What a store announced and nobody has admitted yet.
     *
     * @param categories what it would hold
     * @param rights what it could carry out
     * @param keys ids of the keys that would prove what it says
     * @param announcedAt when it announced it, UTC
     */
    public record Pending(List<DataCategory> categories, List<Right> rights, List<String> keys, Instant announcedAt) {

        /** Copies the lists, so that the record cannot change. */
        public Pending {
            categories = List.copyOf(categories);
            rights = List.copyOf(rights);
            keys = List.copyOf(keys);
        }
    }

    static StoreView of(StoreEntity row, StoreAnnounced announced, Optional<StoreAnnounced> admitted) {
        StoreState state = admitted.map(inForce ->
                        AnnouncementDigest.agree(inForce, announced) ? StoreState.ADMITTED : StoreState.CHANGE_PENDING)
                .orElse(StoreState.PENDING);
        StoreAnnounced shown = admitted.orElse(announced);
        return new StoreView(
                shown.storeId(),
                shown.displayName(),
                shown.owner(),
                shown.contact(),
                shown.categories(),
                shown.rights(),
                shown.timeNeeded(),
                shown.announcedAt(),
                keyIds(shown),
                state,
                row.admittedAt(),
                row.digest(),
                state == StoreState.ADMITTED
                        ? null
                        : new Pending(
                                announced.categories(),
                                announced.rights(),
                                keyIds(announced),
                                announced.announcedAt()));
    }

    private static List<String> keyIds(StoreAnnounced store) {
        return store.keys().stream()
                .map(key -> ProofKey.parse(key).keyId())
                .sorted()
                .toList();
    }
}
