package com.estflux.privacy.platform.store;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.Right;
import java.time.Duration;
import java.util.List;

/**
 * What a store announces of itself.
 *
 * @param storeId stable id
 * @param displayName for people
 * @param owner the team responsible
 * @param contact a role mailbox, never a person
 * @param categories what it holds
 * @param rights what it can carry out
 * @param timeNeeded how long it may need for one command
 */
public record StoreDescription(
        String storeId,
        String displayName,
        String owner,
        String contact,
        List<DataCategory> categories,
        List<Right> rights,
        Duration timeNeeded) {

    /** Copies the lists, so that the record cannot change. */
    public StoreDescription {
        categories = List.copyOf(categories);
        rights = List.copyOf(rights);
    }
}
