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
     * @param recipients how many are told, who can be
     * @param claimed how many were handed to the mailer
     * @param confirmed how many the mailer confirmed
     * @param outOfReach how many closed their account before they were told; they are not among the recipients
     * @param complete whether everybody was told who can be
     */
    record Progress(long recipients, long claimed, long confirmed, long outOfReach, boolean complete) {}

    @WithSession
    Uni<Progress> progress(String version) {
        return policies.findById(version)
                .onItem()
                .ifNull()
                .failWith(Problems::notFound)
                .chain(() -> policies.progress(version, now()))
                .map(counts -> new Progress(
                        counts[0] - counts[4], counts[1], counts[2], counts[4], counts[2] == counts[0] - counts[4]));
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

    /**
     * Records a customer's own word that they accept a version.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if it was not published
     */
    @WithTransaction
    Uni<Void> accept(UUID subjectId, String version, String actor) {
        return published(version)
                .chain(() -> subjects.lock(subjectId))
                .chain(() -> record(subjectId, version, "explicit", actor));
    }

    /**
     * Records that a customer went on using the service after a version took effect (PF-11.1): they have an open account,
     * the version is the one that applies, and if it is material they were told of it.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if the version was not published, 409 if it was no acceptance
     */
    @WithTransaction
    Uni<Void> goOn(UUID subjectId, String version, String actor) {
        return published(version)
                .chain(() -> policies.effective(Tallinn.today(clock)))
                .invoke(applies -> {
                    if (applies == null || !applies.version.equals(version)) {
                        throw Problems.conflict(
                                "policy-not-effective",
                                "The version does not apply",
                                "use before or after it applies is no acceptance");
                    }
                })
                .chain(() -> policies.goesOn(version, subjectId))
                .invoke(goesOn -> {
                    if (!goesOn) {
                        throw Problems.conflict(
                                "no-continued-use",
                                "The customer cannot have accepted it by using the service",
                                "they have no open account, or were not told of the change");
                    }
                })
                .chain(() -> subjects.lock(subjectId))
                .chain(() -> record(subjectId, version, "continued-use", actor));
    }

    private Uni<PolicyEntity> published(String version) {
        return policies.findById(version).invoke(policy -> {
            if (policy == null || !policy.status.equals("published")) {
                throw Problems.notFound();
            }
        });
    }

    private Uni<Void> record(UUID subjectId, String version, String kind, String actor) {
        return policies.accept(version, subjectId, kind, now())
                .chain(() -> audit.record(AuditEntry.of("policy.accept", actor, AuditOutcome.DONE)
                        .about(subjectId)
                        .object("policy", version)
                        .because(kind)));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
