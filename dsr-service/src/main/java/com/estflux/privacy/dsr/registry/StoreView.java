package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A store, as shown to staff.
 *
 * @param storeId its id
 * @param displayName for people
 * @param owner the team or company responsible
 * @param contact a role mailbox
 * @param categories what it holds
 * @param rights what it can carry out
 * @param timeNeeded how long it may need for one command
 * @param announcedAt when it last announced itself, UTC
 */
public record StoreView(
        String storeId,
        String displayName,
        String owner,
        String contact,
        List<DataCategory> categories,
        List<Right> rights,
        Duration timeNeeded,
        Instant announcedAt) {

    /** Copies the lists, so that the record cannot change. */
    public StoreView {
        categories = List.copyOf(categories);
        rights = List.copyOf(rights);
    }

    static StoreView of(StoreAnnounced store) {
        return new StoreView(
                store.storeId(),
                store.displayName(),
                store.owner(),
                store.contact(),
                store.categories(),
                store.rights(),
                store.timeNeeded(),
                store.announcedAt());
    }
}
