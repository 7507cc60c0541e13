package com.estflux.privacy.consent.subject;

import com.estflux.privacy.contracts.EventMessage;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

@ApplicationScoped
class SubjectRepository implements PanacheRepositoryBase<SubjectEntity, UUID> {

    private static final String ADD = """
            INSERT INTO subject (subject_id, subject_key) VALUES (:subject, :key) ON CONFLICT DO NOTHING
            """;

    /** The subject, locked; added if unknown. */
    Uni<SubjectEntity> known(UUID subjectId) {
        return getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("subject", subjectId)
                        .setParameter("key", EventMessage.newId())
                        .executeUpdate())
                .chain(() -> findById(subjectId, LockModeType.PESSIMISTIC_WRITE));
    }
}
