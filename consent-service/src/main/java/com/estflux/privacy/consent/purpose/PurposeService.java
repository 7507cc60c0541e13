package com.estflux.privacy.consent.purpose;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads the registry of purposes. */
@ApplicationScoped
public class PurposeService {

    private final PurposeRepository purposes;

    PurposeService(PurposeRepository purposes) {
        this.purposes = purposes;
    }

    /** Every purpose with the notices to show now, by key. */
    @WithSession
    public Uni<List<Purpose>> list() {
        return purposes.all().chain(found -> purposes.currentNotices().map(notices -> found.stream()
                .map(purpose -> purpose(purpose, notices.getOrDefault(purpose.purposeKey, List.of())))
                .toList()));
    }

    private static Purpose purpose(PurposeEntity entity, List<Notice> notices) {
        return new Purpose(
                entity.purposeKey,
                entity.version,
                entity.legalBasis,
                entity.stopsWhen,
                List.of(entity.categories),
                List.of(entity.recipients),
                entity.retentionRule,
                entity.consentValidFor,
                entity.noticeVersion,
                notices);
    }
}
