package com.estflux.privacy.consent.receipt;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class SigningKeyRepository implements PanacheRepositoryBase<SigningKeyEntity, String> {

    /** Every key, newest first. */
    Uni<List<SigningKeyEntity>> newestFirst() {
        return listAll(Sort.descending("createdAt"));
    }

    /** Lets one replica at a time make a key, until the end of the transaction. */
    Uni<Void> lock() {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT count(pg_advisory_xact_lock(hashtext('consent-signing-key')))", Long.class)
                        .getSingleResult())
                .replaceWithVoid();
    }
}
