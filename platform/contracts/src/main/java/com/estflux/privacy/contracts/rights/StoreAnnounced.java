package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A store says that it exists, what it holds and what it can do.
 *
 * @param storeId stable id, also the record key
 * @param displayName for people
 * @param owner the team or company responsible
 * @param contact a role mailbox, never a person
 * @param categories what it holds
 * @param rights what it can carry out
 * @param timeNeeded how long it may need for one command
 * @param announcedAt when, UTC
 * @param keys the public keys that prove what it says, X.509 SubjectPublicKeyInfo, Base64; more than one while they
 *     overlap. The announcement is signed with one of them
 */
public record StoreAnnounced(
        String storeId,
        String displayName,
        String owner,
        String contact,
        List<DataCategory> categories,
        List<Right> rights,
        Duration timeNeeded,
        Instant announcedAt,
        List<String> keys)
        implements EventData {
    /** Copies the lists, so that the record cannot change. */
    public StoreAnnounced {
        categories = List.copyOf(categories);
        rights = List.copyOf(rights);
        // Absent from announcements made before stores had keys; those cannot be proved.
        keys = keys == null ? List.of() : List.copyOf(keys);
    }
}
