package com.estflux.privacy.consent.purpose;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads the registry of purposes. */
@ApplicationScoped
public class PurposeService {

    private final PurposeRepository purposes;
    private final NoticeArchive archive;

    PurposeService(PurposeRepository purposes, NoticeArchive archive) {
        this.purposes = purposes;
        this.archive = archive;
    }

    /** Every purpose with the notices to show now, by key. */
    @WithSession
    public Uni<List<Purpose>> list() {
        return purposes.all().chain(found -> purposes.currentNotices(null).map(notices -> found.stream()
                .map(purpose -> purpose(purpose, notices.getOrDefault(purpose.purposeKey, List.of())))
                .toList()));
    }

    /** A purpose with the notices to show now. */
    @WithSession
    Uni<Optional<Purpose>> find(String key) {
        return current(key);
    }

    /** The same, in the current session. */
    Uni<Optional<Purpose>> current(String key) {
        return purposes.findById(key)
                .chain(found -> found == null
                        ? Uni.createFrom().item(Optional.empty())
                        : purposes.currentNotices(key)
                                .map(notices -> Optional.of(purpose(found, notices.getOrDefault(key, List.of())))));
    }

    /** Every version of a purpose's notice, the newest first; empty if there is no such purpose. */
    @WithSession
    Uni<List<NoticeVersion>> versions(String key) {
        return archive.versions(key);
    }

    /** A text that was, or is, shown, by its hash. */
    @WithSession
    Uni<Optional<NoticeText>> text(String hash) {
        return archive.text(hash);
    }

    private static Purpose purpose(PurposeEntity entity, List<Notice> notices) {
        return new Purpose(
                entity.purposeKey,
                entity.version,
                entity.legalBasis,
                entity.stopsWhen,
                entity.needsAccount,
                List.of(entity.categories),
                List.of(entity.recipients),
                entity.retentionRule,
                entity.consentValidFor,
                entity.noticeVersion,
                entity.materialSinceVersion,
                notices);
    }
}
