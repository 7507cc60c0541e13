package com.estflux.privacy.dsr.registry;

import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.platform.proof.StoreKeys;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of admitted stores, and those they once had. */
@ApplicationScoped
class AdmittedKeys implements StoreKeys {

    private final StoreKeyRepository keys;
    private final Transactions transactions;

    AdmittedKeys(StoreKeyRepository keys, Transactions transactions) {
        this.keys = keys;
        this.transactions = transactions;
    }

    /**
     * The keys of a store.
     *
     * @param current those that prove what it says now, X.509, Base64
     * @param retired those that proved what it once said
     */
    record OfStore(List<String> current, List<String> retired) {}

    @Override
    public Uni<List<ProofKey>> keysOf(String storeId) {
        return transactions.run(() -> keys.ofStore(storeId)).map(found -> found.stream()
                .filter(key -> !key.isRetired())
                .map(key -> ProofKey.parse(key.publicKey()))
                .toList());
    }

    /** Whether a key proves what a store says now, in the current transaction. */
    Uni<Boolean> isCurrent(String storeId, ProofKey key) {
        return keys.findById(new StoreKeyEntity.Key(storeId, key.keyId()))
                .map(found -> found != null && !found.isRetired());
    }

    /** The announced keys are the store's from now on, and no others; in the current transaction. */
    Uni<OfStore> replace(StoreAnnounced store, Instant at) {
        List<ProofKey> announced = store.keys().stream().map(ProofKey::parse).toList();
        Set<String> names = announced.stream().map(ProofKey::encoded).collect(Collectors.toSet());
        return keys.ofStore(store.storeId()).chain(known -> {
            Set<String> before = known.stream().map(StoreKeyEntity::publicKey).collect(Collectors.toSet());
            for (StoreKeyEntity key : known) {
                if (names.contains(key.publicKey())) {
                    key.readmit(at);
                } else if (!key.isRetired()) {
                    key.retire(at);
                }
            }
            List<StoreKeyEntity> added = announced.stream()
                    .filter(key -> !before.contains(key.encoded()))
                    .map(key -> new StoreKeyEntity(store.storeId(), key, at))
                    .toList();
            List<String> retired = known.stream()
                    .filter(StoreKeyEntity::isRetired)
                    .map(StoreKeyEntity::publicKey)
                    .toList();
            return Panache.getSession()
                    .chain(session -> session.persistAll(added.toArray()))
                    .replaceWith(new OfStore(List.copyOf(names), retired));
        });
    }
}
