package com.estflux.privacy.consent.policy;

import com.estflux.privacy.consent.ConsentConfig;
import com.estflux.privacy.consent.subject.SubjectService;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/**
 * Tells active customers of a material change, each at most once, and keeps who accepted it. This service holds no
 * addresses: the account system claims recipients, mails them and confirms. What was claimed is not given out again.
 */
@ApplicationScoped
class MailingService {

    private final PolicyRepository policies;
    private final SubjectService subjects;
    private final AuditLog audit;
    private final Clock clock;
    private final ConsentConfig config;

    MailingService(
            PolicyRepository policies, SubjectService subjects, AuditLog audit, Clock clock, ConsentConfig config) {
        this.policies = policies;
        this.subjects = subjects;
        this.audit = audit;
        this.clock = clock;
        this.config = config;
    }

    /**
     * How far a mailing is.
     *
     * @param recipients how many are told
     * @param claimed how many were handed to the mailer
     * @param confirmed how many the mailer confirmed
     */
    record Progress(long recipients, long claimed, long confirmed) {}

    @WithSession
    Uni<Progress> progress(String version) {
        return policies.findById(version)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .chain(() -> policies.progress(version, now()))
                .map(counts -> new Progress(counts[0], counts[1], counts[2]));
    }

    /**
     * Hands out recipients, as many as the throttle leaves for this minute; who closed their account meanwhile is left
     * out. The version's row is locked, so that several mailers together keep to the throttle.
     */
    @WithTransaction
    Uni<List<UUID>> claim(String version, int limit) {
        return policies.locked(version)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .chain(() -> policies.progress(version, now().minusMinutes(1)))
                .chain(counts -> {
                    long left = config.mailing().perMinute() - counts[3];
                    return left <= 0
                            ? Uni.createFrom().item(List.<UUID>of())
                            : policies.claim(version, (int) Math.min(limit, left), now());
                });
    }

    /** The mailer handed these to the mail system. */
    @WithTransaction
    Uni<Integer> confirm(String version, List<UUID> recipients) {
        return policies.confirm(version, recipients, now());
    }

    /** Records that a customer accepted a version: explicitly, or by using the service after it applied (PF-11.1). */
    @WithTransaction
    Uni<Void> accept(UUID subjectId, String version, String kind, String actor) {
        return subjects.lock(subjectId)
                .chain(() -> policies.findById(version))
                .invoke(policy -> {
                    if (policy == null || !policy.status.equals("published")) {
                        throw Problems.notFound();
                    }
                    if (kind.equals("continued-use") && policy.effectiveOn.isAfter(Tallinn.today(clock))) {
                        throw Problems.conflict(
                                "policy-not-effective",
                                "The version does not apply yet",
                                "use before it is no acceptance");
                    }
                })
                .chain(() -> policies.accept(version, subjectId, kind, now()))
                .chain(() -> audit.record(AuditEntry.of("policy.accept", actor, AuditOutcome.DONE)
                        .about(subjectId)
                        .object("policy", version)
                        .because(kind)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
