package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.logging.Logger;

/** Which stores there are, and what each can do. */
@ApplicationScoped
public class StoreRegistry {

    private static final Logger LOG = Logger.getLogger(StoreRegistry.class);

    private final StoreRepository stores;
    private final EventCodec codec;

    StoreRegistry(StoreRepository stores, EventCodec codec) {
        this.stores = stores;
        this.codec = codec;
    }

    /** The stores that can carry out a right, by id. */
    public Uni<List<StoreAnnounced>> supporting(Right right) {
        return all().map(known ->
                known.stream().filter(store -> store.rights().contains(right)).toList());
    }

    /** Every store, by id. */
    @WithTransaction
    public Uni<List<StoreAnnounced>> all() {
        return stores.listAll(Sort.by("storeId"))
                .map(rows -> rows.stream().map(this::read).toList());
    }

    /** Takes an announcement in; only a store itself announces it, and only a later one replaces an earlier one. */
    Uni<Void> announced(EventMessage<StoreAnnounced> event) {
        StoreAnnounced store = event.data();
        if (!event.source().equals(sourceOf(store.storeId()))) {
            LOG.warnf("an announcement of store %s that is not its own was ignored", store.storeId());
            return Uni.createFrom().voidItem();
        }
        String announcement = new String(codec.toJson(store), StandardCharsets.UTF_8);
        return stores.findById(store.storeId()).chain(known -> {
            if (known == null) {
                return stores.persist(new StoreEntity(store.storeId(), announcement, store.announcedAt()))
                        .replaceWithVoid();
            }
            if (known.announcedAt().isBefore(store.announcedAt())) {
                known.replace(announcement, store.announcedAt());
            }
            return Uni.createFrom().voidItem();
        });
    }

    /** The CloudEvents source of everything a store says. */
    public static String sourceOf(String storeId) {
        return "/estflux/" + storeId;
    }

    private StoreAnnounced read(StoreEntity row) {
        return codec.fromJson(row.announcement().getBytes(StandardCharsets.UTF_8), StoreAnnounced.class);
    }
}
