package com.estflux.privacy.contracts.rights;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventData;
import java.time.Instant;
import java.util.List;

/**
 * An officer, or the first installation's configuration, admitted what a store announced. This is what counts of a
 * store, until the next admission.
 *
 * @param storeId the store
 * @param revision grows by one with each admission of the store
 * @param digest {@link AnnouncementDigest} of the announcement admitted
 * @param categories what it holds
 * @param rights what it can carry out
 * @param keys the public keys that prove what it says: X.509 SubjectPublicKeyInfo, Base64
 * @param retiredKeys earlier ones: they prove old receipts, and nothing new
 * @param admittedAt when, UTC
 */
public record StoreAdmitted(
        String storeId,
        int revision,
        String digest,
        List<DataCategory> categories,
        List<Right> rights,
        List<String> keys,
        List<String> retiredKeys,
        Instant admittedAt)
        implements EventData {
    /** Copies the lists, so that the record cannot change. */
    public StoreAdmitted {
        categories = List.copyOf(categories);
        rights = List.copyOf(rights);
        keys = List.copyOf(keys);
        retiredKeys = List.copyOf(retiredKeys);
    }
}
