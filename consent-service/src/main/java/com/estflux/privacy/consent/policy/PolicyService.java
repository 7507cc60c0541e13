package com.estflux.privacy.consent.policy;

import com.estflux.privacy.contracts.consent.PolicyPublished;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Drafts and publishes versions of the policy. */
@ApplicationScoped
class PolicyService {

    private static final int MOST_LISTED = 200;

    private final PolicyRepository policies;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;

    PolicyService(PolicyRepository policies, Outbox outbox, AuditLog audit, Clock clock) {
        this.policies = policies;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<Policy> current() {
        return policies.effective(Tallinn.today(clock)).chain(this::withTexts);
    }

    @WithSession
    Uni<Policy> get(String version) {
        return policies.findById(version).chain(this::withTexts);
    }

    /** Versions, the last drafted first; without their texts. */
    @WithSession
    Uni<List<Policy>> list() {
        return policies.newest(MOST_LISTED)
                .map(found ->
                        found.stream().map(policy -> policy(policy, Map.of())).toList());
    }

    /** What changed between two versions; drafts only for whoever may read them. */
    @WithSession
    Uni<List<Difference.Line>> difference(String before, String after, String language, boolean drafts) {
        return readable(before, drafts).chain(from -> readable(after, drafts).map(to -> {
            String old = from.texts().get(language);
            String fresh = to.texts().get(language);
            if (old == null || fresh == null) {
                throw Problems.notFound();
            }
            return Difference.between(old, fresh);
        }));
    }

    private Uni<Policy> readable(String version, boolean drafts) {
        return policies.findById(version).chain(this::withTexts).invoke(policy -> {
            if (!drafts && !policy.status().equals("published")) {
                throw Problems.notFound();
            }
        });
    }

    /** Writes a draft, or writes it anew. */
    @WithTransaction
    Uni<Policy> draft(String version, PolicyDraft draft, String actor) {
        return policies.locked(version)
                .chain(found -> {
                    PolicyEntity policy = found == null ? new PolicyEntity() : requireDraft(found);
                    policy.version = version;
                    policy.material = draft.material();
                    policy.effectiveOn = draft.effectiveOn();
                    policy.draftedAt = now();
                    return policies.persistAndFlush(policy);
                })
                .call(() -> policies.replaceTexts(version, draft.texts()))
                .call(() -> record("policy.draft", version, actor))
                .chain(this::withTexts);
    }

    /** Publishes a draft. It never changes again; a material change puts every active customer on the mailing's list. */
    @WithTransaction
    Uni<Policy> publish(String version, String actor) {
        return policies.locked(version)
                .map(found -> publishable(found))
                .call(policy -> policy.material
                        ? policies.flush().chain(() -> policies.addRecipients(version))
                        : Uni.createFrom().item(0))
                .call(policy -> outbox.publish(
                        new PolicyPublished(version, now().toInstant(), policy.effectiveOn, policy.material)))
                .call(() -> record("policy.publish", version, actor))
                .chain(this::withTexts);
    }

    private PolicyEntity publishable(@Nullable PolicyEntity found) {
        if (found == null) {
            throw Problems.notFound();
        }
        PolicyEntity policy = requireDraft(found);
        if (policy.effectiveOn.isBefore(Tallinn.today(clock))) {
            throw Problems.conflict(
                    "effective-in-the-past", "It cannot apply before it is published", "move effectiveOn");
        }
        policy.status = "published";
        policy.publishedAt = now();
        return policy;
    }

    private static PolicyEntity requireDraft(PolicyEntity policy) {
        if (!policy.status.equals("draft")) {
            throw Problems.conflict("policy-published", "The version is published", "draft a new version");
        }
        return policy;
    }

    private Uni<Policy> withTexts(@Nullable PolicyEntity policy) {
        if (policy == null) {
            return Uni.createFrom().failure(Problems.notFound());
        }
        return policies.texts(policy.version).map(texts -> policy(policy, texts));
    }

    private static Policy policy(PolicyEntity policy, Map<String, String> texts) {
        return new Policy(
                policy.version,
                policy.status,
                policy.material,
                policy.effectiveOn,
                policy.publishedAt == null ? null : policy.publishedAt.toInstant(),
                texts);
    }

    private Uni<Void> record(String action, String version, String actor) {
        return audit.record(AuditEntry.of(action, actor, AuditOutcome.DONE).object("policy", version));
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
