package com.estflux.privacy.platform.proof;

import com.estflux.privacy.contracts.proof.ProofKey;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** The keys of the stores that were admitted. A service that takes receipts in implements it. */
public interface StoreKeys {

    /** The keys that prove what a store says now; empty if it was not admitted. Opens its own transaction. */
    Uni<List<ProofKey>> keysOf(String storeId);
}
