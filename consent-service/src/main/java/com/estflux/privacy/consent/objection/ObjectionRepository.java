package com.estflux.privacy.consent.objection;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class ObjectionRepository implements PanacheRepositoryBase<ObjectionEntity, ObjectionEntity.Key> {

    private static final String APPEND = """
            INSERT INTO objection_record
                (record_id, subject_key, purpose_key, revision, state, grounds, actor, changed_at)
            VALUES (:record, :key, :purpose, :revision, :state, cast(:grounds AS text), :actor, :changedAt)
            """;

    Uni<List<ObjectionEntity>> of(UUID subjectId) {
        return list("subjectId", Sort.by("purposeKey"), subjectId);
    }

    Uni<@Nullable String> legalBasis(String purpose) {
        return getSession().chain(session -> session.createNativeQuery(
                        "SELECT legal_basis FROM purpose WHERE purpose_key = :purpose", String.class)
                .setParameter("purpose", purpose)
                .getSingleResultOrNull());
    }

    Uni<Void> append(ObjectionEntity objection, UUID subjectKey, @Nullable String grounds, String actor) {
        return getSession().chain(session -> session.createNativeQuery(APPEND)
                .setParameter("record", objection.recordId)
                .setParameter("key", subjectKey)
                .setParameter("purpose", objection.purposeKey)
                .setParameter("revision", objection.revision)
                .setParameter("state", objection.state)
                .setParameter("grounds", grounds)
                .setParameter("actor", actor)
                .setParameter("changedAt", objection.changedAt)
                .executeUpdate()
                .replaceWithVoid());
    }
}
