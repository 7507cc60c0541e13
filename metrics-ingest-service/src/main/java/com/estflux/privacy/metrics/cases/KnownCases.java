package com.estflux.privacy.metrics.cases;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Knows which cases are open, as {@code dsr.cases.v1} says. A case that is closed stays so. */
@ApplicationScoped
public class KnownCases {

    private static final String NOTE = """
            INSERT INTO known_case (case_id, open) VALUES (:caseId, :open)
            ON CONFLICT (case_id) DO UPDATE SET open = known_case.open AND excluded.open
            """;
    private static final String IS_OPEN = "SELECT open FROM known_case WHERE case_id = :caseId";

    KnownCases() {}

    /** Takes note of whether a case is open, in the current transaction. */
    Uni<Void> note(UUID caseId, boolean open) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NOTE)
                        .setParameter("caseId", caseId)
                        .setParameter("open", open)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Whether there is such a case, and it is open; in a session. */
    public Uni<Boolean> isOpen(UUID caseId) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(IS_OPEN, Boolean.class)
                        .setParameter("caseId", caseId)
                        .getSingleResultOrNull())
                .map(Boolean.TRUE::equals);
    }
}
