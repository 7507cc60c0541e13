package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.proof.Sender;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which stores there are, and what each can do. A store counts by what was admitted of it. */
@ApplicationScoped
public class StoreRegistry {

    private final StoreRepository stores;
    private final EventCodec codec;

    StoreRegistry(StoreRepository stores, EventCodec codec) {
        this.stores = stores;
        this.codec = codec;
    }

    /** The admitted stores that can carry out a right, by id. */
    public Uni<List<StoreAnnounced>> supporting(Right right) {
        return all().map(known ->
                known.stream().filter(store -> store.rights().contains(right)).toList());
    }

    /** Every admitted store, by id. */
    @WithTransaction
    public Uni<List<StoreAnnounced>> all() {
        return stores.listAll(Sort.by("storeId")).map(rows -> rows.stream()
                .map(StoreEntity::admitted)
                .filter(Objects::nonNull)
                .map(this::read)
                .toList());
    }

    /** Every store that announced itself, admitted or not, by id. */
    @WithTransaction
    Uni<List<StoreView>> views() {
        return stores.listAll(Sort.by("storeId"))
                .map(rows -> rows.stream().map(this::view).toList());
    }

    StoreView view(StoreEntity row) {
        return StoreView.of(
                row,
                read(row.announcement()),
                Optional.ofNullable(row.admitted()).map(this::read));
    }

    StoreAnnounced read(String announcement) {
        return codec.fromJson(announcement.getBytes(StandardCharsets.UTF_8), StoreAnnounced.class);
    }

    /** The CloudEvents source of everything a store says. */
    public static String sourceOf(String storeId) {
        return Sender.sourceOf(storeId);
    }
}
