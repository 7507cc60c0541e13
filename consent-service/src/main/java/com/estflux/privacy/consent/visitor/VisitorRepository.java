package com.estflux.privacy.consent.visitor;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class VisitorRepository implements PanacheRepositoryBase<VisitorEntity, UUID> {

    /** The visitor, locked; added if new. */
    Uni<VisitorEntity> known(UUID visitorId, OffsetDateTime now) {
        return getSession()
                .chain(session -> session.createNativeQuery("INSERT INTO visitor (visitor_id, seen_at)"
                                + " VALUES (:visitor, :now) ON CONFLICT DO NOTHING")
                        .setParameter("visitor", visitorId)
                        .setParameter("now", now)
                        .executeUpdate())
                .chain(() -> findById(visitorId, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The hash of a notice about statistics; null if there is none with this version and language. */
    Uni<@Nullable String> noticeHash(int version, String language) {
        return getSession().chain(session -> session.createNativeQuery(
                        "SELECT hash FROM notice WHERE purpose_key = 'web-analytics'"
                                + " AND version = :version AND language = :language",
                        String.class)
                .setParameter("version", version)
                .setParameter("language", language)
                .getSingleResultOrNull());
    }
}
