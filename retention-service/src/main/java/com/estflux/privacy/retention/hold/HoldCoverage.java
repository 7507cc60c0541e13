package com.estflux.privacy.retention.hold;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.retention.disposal.StoreDirectory;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Which stores have taken a hold in, and which of those that hold what it covers have not. */
@ApplicationScoped
public class HoldCoverage {

    private static final String REMEMBER = """
            INSERT INTO hold_confirmation AS c (hold_id, store_id, version, confirmed_at)
            SELECT h.hold_id, :store, :version, :confirmedAt FROM legal_hold h WHERE h.hold_id = :hold
            ON CONFLICT (hold_id, store_id) DO UPDATE
            SET version = excluded.version, confirmed_at = excluded.confirmed_at WHERE c.version < excluded.version
            """;
    private static final String CONFIRMED =
            "SELECT store_id, version, confirmed_at FROM hold_confirmation WHERE hold_id = :hold";

    private final StoreDirectory stores;

    HoldCoverage(StoreDirectory stores) {
        this.stores = stores;
    }

    private record Confirmation(int version, OffsetDateTime at) {}

    /** Remembers that a store has taken a hold in; a store speaks for itself only. In the current transaction. */
    public Uni<Void> confirmed(EventMessage<HoldConfirmed> event) {
        HoldConfirmed confirmed = event.data();
        if (!event.source().equals("/estflux/" + confirmed.storeId())) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REMEMBER)
                        .setParameter("store", confirmed.storeId())
                        .setParameter("version", confirmed.version())
                        .setParameter("confirmedAt", confirmed.confirmedAt().atOffset(ZoneOffset.UTC))
                        .setParameter("hold", confirmed.holdId())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Every store that holds something the hold covers, and whether it has taken the hold in as it is now. */
    Uni<List<HoldView.Store>> of(HoldEntity hold) {
        return confirmations(hold.holdId)
                .chain(confirmed -> stores.holding(hold.category).map(concerned -> concerned.stream()
                        .map(store -> store(store, hold, confirmed))
                        .toList()));
    }

    private static HoldView.Store store(String storeId, HoldEntity hold, Map<String, Confirmation> confirmed) {
        Confirmation confirmation = confirmed.get(storeId);
        return confirmation != null && confirmation.version() >= hold.version()
                ? new HoldView.Store(storeId, true, confirmation.at().toInstant())
                : new HoldView.Store(storeId, false, null);
    }

    private static Uni<Map<String, Confirmation>> confirmations(UUID holdId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CONFIRMED, Object[].class)
                        .setParameter("hold", holdId)
                        .getResultList())
                .map(rows -> {
                    Map<String, Confirmation> confirmed = new HashMap<>();
                    rows.forEach(row -> confirmed.put(
                            (String) row[0], new Confirmation(((Number) row[1]).intValue(), time(row[2]))));
                    return confirmed;
                });
    }

    private static OffsetDateTime time(Object value) {
        return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : (OffsetDateTime) value;
    }
}
