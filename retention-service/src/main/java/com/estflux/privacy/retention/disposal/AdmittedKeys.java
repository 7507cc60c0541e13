package com.estflux.privacy.retention.disposal;

import com.estflux.privacy.contracts.proof.ProofKey;
import com.estflux.privacy.platform.proof.StoreKeys;
import com.estflux.privacy.platform.proof.TrustedKeys;
import com.estflux.privacy.platform.transaction.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/**
 * The keys of the stores that dsr-service admitted. Of a store of the first installation nothing is heard before its
 * admission arrives here; until then the keys that configuration names are believed.
 */
@ApplicationScoped
class AdmittedKeys implements StoreKeys {

    private final StoreDirectory stores;
    private final TrustedKeys trusted;
    private final Transactions transactions;

    AdmittedKeys(StoreDirectory stores, TrustedKeys trusted, Transactions transactions) {
        this.stores = stores;
        this.trusted = trusted;
        this.transactions = transactions;
    }

    @Override
    public Uni<List<ProofKey>> keysOf(String storeId) {
        return transactions
                .run(() -> stores.findById(storeId))
                .map(store -> store == null
                        ? trusted.ofFirstInstallation(storeId)
                        : Stream.of(store.keys).map(ProofKey::parse).toList());
    }
}
