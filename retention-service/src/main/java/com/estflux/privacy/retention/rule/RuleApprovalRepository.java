package com.estflux.privacy.retention.rule;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class RuleApprovalRepository implements PanacheRepositoryBase<RuleApprovalEntity, String> {

    /** Every approval, by the reference of the version it is of. */
    Uni<Map<String, RuleApprovalEntity>> byReference() {
        return listAll().map(all -> all.stream().collect(Collectors.toMap(one -> one.reference, Function.identity())));
    }
}
