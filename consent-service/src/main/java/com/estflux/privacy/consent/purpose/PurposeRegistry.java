package com.estflux.privacy.consent.purpose;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.idempotency.IdempotentRequests;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registers purposes and publishes new versions of their notices. What was published never changes. */
@ApplicationScoped
class PurposeRegistry {

    private final PurposeRepository purposes;
    private final PurposeService reader;
    private final NoticeArchive archive;
    private final IdempotentRequests requests;
    private final AuditLog audit;
    private final Caller caller;
    private final Clock clock;

    PurposeRegistry(
            PurposeRepository purposes,
            PurposeService reader,
            NoticeArchive archive,
            IdempotentRequests requests,
            AuditLog audit,
            Caller caller,
            Clock clock) {
        this.purposes = purposes;
        this.reader = reader;
        this.archive = archive;
        this.requests = requests;
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
    }

    /** Registers a purpose with the first version of its notice. */
    @WithTransaction
    Uni<Purpose> register(PurposeRegistration wanted, @Nullable String idempotencyKey) {
        PurposeRules.require(wanted);
        var request = new IdempotentRequests.Request("purpose.register", idempotencyKey, caller.subjectId(), wanted);
        return requests.once(request, Purpose.class, () -> purposes.locked(wanted.key())
                .chain(found -> {
                    if (found != null) {
                        throw Problems.conflict(
                                "purpose-registered",
                                "The purpose is registered",
                                "publish a new version of its notice, or choose another key");
                    }
                    return purposes.persistAndFlush(entity(wanted));
                })
                .chain(() -> archive.add(new NoticeArchive.Addition(wanted.key(), 1, true, wanted.texts()), now()))
                .chain(() -> done(wanted.key(), "purpose.register")));
    }

    /** Publishes a new version of a purpose's notice. */
    @WithTransaction
    Uni<Purpose> publish(String key, NoticeRevision wanted, @Nullable String idempotencyKey) {
        var request =
                new IdempotentRequests.Request("notice.publish/" + key, idempotencyKey, caller.subjectId(), wanted);
        return requests.once(request, Purpose.class, () -> purposes.locked(key)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .call(found -> purposes.currentNotices(key)
                        .invoke(notices -> PurposeRules.require(
                                found,
                                wanted,
                                notices.getOrDefault(key, List.of()).stream()
                                        .map(Notice::language)
                                        .collect(Collectors.toSet()))))
                .chain(found -> {
                    revise(found, wanted);
                    return purposes.persistAndFlush(found);
                })
                .chain(found -> archive.add(
                        new NoticeArchive.Addition(key, found.noticeVersion, wanted.material(), wanted.texts()), now()))
                .chain(() -> done(key, wanted.material() ? "notice.publish-material" : "notice.publish")));
    }

    private Uni<Purpose> done(String key, String action) {
        return reader.current(key)
                .map(Optional::orElseThrow)
                .call(purpose -> audit.record(AuditEntry.of(action, caller.staffActor(), AuditOutcome.DONE)
                        .object("notice", key + "/" + purpose.noticeVersion())
                        .because("sha256:" + purpose.notices().get(0).hash())));
    }

    private PurposeEntity entity(PurposeRegistration wanted) {
        PurposeEntity purpose = new PurposeEntity();
        purpose.purposeKey = wanted.key();
        purpose.version = 1;
        purpose.legalBasis = wanted.legalBasis();
        purpose.stopsWhen = wanted.stopsWhen();
        purpose.needsAccount = wanted.needsAccount();
        purpose.categories = wanted.categories().toArray(String[]::new);
        purpose.recipients = wanted.recipients().toArray(String[]::new);
        purpose.retentionRule = wanted.retentionRule();
        purpose.consentValidFor = wanted.consentValidFor();
        purpose.noticeVersion = 1;
        purpose.materialSinceVersion = 1;
        purpose.changedAt = now();
        return purpose;
    }

    private void revise(PurposeEntity purpose, NoticeRevision wanted) {
        purpose.version++;
        purpose.noticeVersion++;
        if (wanted.material()) {
            purpose.materialSinceVersion = purpose.noticeVersion;
        }
        if (wanted.categories() != null) {
            purpose.categories = wanted.categories().toArray(String[]::new);
        }
        if (wanted.recipients() != null) {
            purpose.recipients = wanted.recipients().toArray(String[]::new);
        }
        purpose.retentionRule = Objects.requireNonNullElse(wanted.retentionRule(), purpose.retentionRule);
        if (wanted.consentValidFor() != null) {
            purpose.consentValidFor = wanted.consentValidFor();
        }
        purpose.changedAt = now();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
