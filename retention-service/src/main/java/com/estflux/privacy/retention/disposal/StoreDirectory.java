package com.estflux.privacy.retention.disposal;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.rights.StoreAdmitted;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The stores that were admitted, as dsr-service says; everything runs in the current transaction. */
@ApplicationScoped
public class StoreDirectory implements PanacheRepositoryBase<StoreEntity, String> {

    /** This service holds clocks only; they end with the disposal, not by being told. */
    private static final String SELF = "retention";

    StoreDirectory() {}

    /** Takes an admission in; an older one than is known changes nothing. */
    public Uni<Void> admitted(StoreAdmitted store) {
        return findById(store.storeId())
                // Filled in before it is persisted: the insert carries what the entity held at that moment.
                .chain(known -> known == null
                        ? persist(updated(named(store.storeId()), store))
                        : Uni.createFrom().item(updated(known, store)))
                .replaceWithVoid();
    }

    private static StoreEntity updated(StoreEntity entity, StoreAdmitted store) {
        if (entity.revision < store.revision()) {
            entity.revision = store.revision();
            entity.admittedAt = store.admittedAt();
            entity.keys = store.keys().toArray(String[]::new);
            entity.categories =
                    store.categories().stream().map(DataCategory::key).sorted().toArray(String[]::new);
        }
        return entity;
    }

    /** Ids of the stores, this one among them, that hold a category, or anything if it is null; in order. */
    public Uni<List<String>> holding(@Nullable String category) {
        return listAll().map(stores -> stores.stream()
                .filter(store ->
                        category == null || Arrays.asList(store.categories).contains(category))
                .map(store -> store.storeId)
                .sorted()
                .toList());
    }

    /** Ids of the stores that hold a category, by category. */
    Uni<Map<String, List<String>>> holders() {
        return listAll().map(stores -> {
            Map<String, List<String>> holders = new TreeMap<>();
            stores.stream().filter(store -> !store.storeId.equals(SELF)).forEach(store -> Arrays.stream(
                            store.categories)
                    .forEach(category -> holders.merge(category, List.of(store.storeId), StoreDirectory::join)));
            return holders;
        });
    }

    private static StoreEntity named(String storeId) {
        StoreEntity entity = new StoreEntity();
        entity.storeId = storeId;
        return entity;
    }

    private static List<String> join(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).sorted().toList();
    }
}
