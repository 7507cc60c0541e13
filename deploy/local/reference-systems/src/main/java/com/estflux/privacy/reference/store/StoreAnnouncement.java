package com.estflux.privacy.reference.store;

import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Announces a store at every start; the topic keeps the latest announcement of each. */
public final class StoreAnnouncement {

    private static final String OWNER = "EstFlux";
    private static final String CONTACT = "privacy@estflux.com";
    private static final Duration TIME_NEEDED = Duration.ofHours(1);

    private StoreAnnouncement() {}

    /**
     * Announces it.
     *
     * @param keys the public keys that prove what it says
     */
    public static void of(Store store, SystemContext context, List<String> keys) throws SQLException {
        StoreAnnounced announced = new StoreAnnounced(
                store.storeId(),
                store.displayName(),
                OWNER,
                CONTACT,
                store.tables().stream().map(RecordTable::category).toList(),
                List.of(Right.ERASURE),
                TIME_NEEDED,
                context.now(),
                keys);
        context.transactions().run(connection -> {
            context.outbox().publish(connection, announced);
            return announced;
        });
    }
}
