package com.estflux.privacy.metrics.rights;

import com.estflux.privacy.platform.crypto.Pseudonyms;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What everybody who stores usage in bulk asks first, in a transaction of the driver's: nothing slips past an erasure. */
@ApplicationScoped
public class UsageWriters {

    /** An erasure takes this lock for itself, last, and then finds what was stored before: nothing slips past it. */
    public static final String HOLD_OFF_ERASURE = "SELECT pg_advisory_xact_lock_shared(hashtext('usage-writers'))";

    private static final String SUPPRESSED = "SELECT pseudonym FROM suppression WHERE pseudonym = ANY ($1)";

    private final Pseudonyms pseudonyms;

    UsageWriters(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** Lets no erasure look for what to erase before the transaction ends. */
    public Uni<Void> holdOffErasure(SqlConnection connection) {
        return connection.query(HOLD_OFF_ERASURE).execute().replaceWithVoid();
    }

    /** Which of these VPS instances were erased. */
    public Uni<Set<UUID>> suppressed(SqlConnection connection, Collection<UUID> vpsIds) {
        if (vpsIds.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        Map<String, UUID> byPseudonym = new HashMap<>();
        vpsIds.forEach(id -> byPseudonym.put(pseudonyms.of(id), id));
        return connection
                .preparedQuery(SUPPRESSED)
                .execute(Tuple.of(byPseudonym.keySet().toArray(String[]::new)))
                .map(rows -> {
                    Set<UUID> found = new HashSet<>();
                    rows.forEach(row -> found.add(byPseudonym.get(row.getString("pseudonym"))));
                    return found;
                });
    }
}
