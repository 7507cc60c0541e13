package com.estflux.privacy.retention.time;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.retention.config.RetentionConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Refuses work that cannot be undone while the clock cannot be trusted: a wrong date would dispose of what the law says
 * must be kept. It stays refused until an officer has looked. Alert on the gauge {@code retention.time.blocked}.
 */
@ApplicationScoped
public class TimeGuard {

    private static final Logger LOG = Logger.getLogger(TimeGuard.class);
    private static final String FIRST_LOOK = """
            INSERT INTO time_mark (id, high_water, accepted_skew_ms) VALUES (1, :now, 0) ON CONFLICT DO NOTHING
            """;

    private final TimeJudgement judgement;
    private final AuditLog audit;
    private final Caller caller;
    private final Clock clock;
    private final AtomicInteger blocked;

    TimeGuard(RetentionConfig config, AuditLog audit, Caller caller, Clock clock, MeterRegistry meters) {
        this.judgement = new TimeJudgement(
                config.time().longestDifference(), config.time().longestJump());
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
        this.blocked = meters.gauge("retention.time.blocked", new AtomicInteger());
    }

    /**
     * Whether the clock can be trusted now, in the current transaction, which must be allowed to commit either way: a
     * doubt is remembered. Nobody else passes before the transaction ends.
     */
    public Uni<Boolean> trusted() {
        Instant now = now();
        return mark().chain(mark -> databaseTime()
                .chain(database -> {
                    if (mark.blockedSince != null) {
                        return Uni.createFrom().item(false);
                    }
                    Optional<TimeJudgement.Doubt> doubt =
                            judgement.judge(now, database, Duration.ofMillis(mark.acceptedSkewMs), mark.highWater);
                    if (doubt.isPresent()) {
                        return block(mark, doubt.get(), now).replaceWith(false);
                    }
                    mark.highWater = now.isAfter(mark.highWater) ? now : mark.highWater;
                    return Uni.createFrom().item(true);
                })
                .invoke(() -> blocked.set(mark.blockedSince == null ? 0 : 1)));
    }

    @WithTransaction
    Uni<TimeView> look() {
        return mark().chain(mark -> databaseTime().map(database -> TimeView.of(mark, now(), database)));
    }

    /** An officer has looked and vouches for the time as it is. */
    @WithTransaction
    Uni<TimeView> release(TimeRelease release) {
        return mark().chain(mark -> {
            if (mark.blockedSince == null) {
                throw Problems.conflict("time-not-blocked", "Nothing is blocked", "there is nothing to release");
            }
            return databaseTime().chain(database -> accept(mark, release, database));
        });
    }

    private Uni<TimeView> accept(TimeMarkEntity mark, TimeRelease release, Instant database) {
        Instant now = now();
        String doubt = String.valueOf(mark.blockedBecause);
        mark.highWater = now;
        mark.acceptedSkewMs = Duration.between(database, now).toMillis();
        mark.blockedSince = null;
        mark.blockedBecause = null;
        mark.releasedBy = caller.actor();
        mark.releasedAt = now;
        mark.releaseReason = release.reason();
        blocked.set(0);
        return audit.record(AuditEntry.of("time.release", caller.actor(), AuditOutcome.DONE)
                        .because(doubt))
                .replaceWith(() -> TimeView.of(mark, now, database));
    }

    private Uni<Void> block(TimeMarkEntity mark, TimeJudgement.Doubt doubt, Instant now) {
        LOG.errorf("the clock is not trusted (%s): nothing is disposed of until an officer releases it", doubt);
        mark.blockedSince = now;
        mark.blockedBecause = doubt.name();
        return audit.record(AuditEntry.of("time.block", AuditEntry.SYSTEM, AuditOutcome.DONE)
                .because(doubt.name()));
    }

    private Uni<TimeMarkEntity> mark() {
        return Panache.getSession().chain(session -> session.createNativeQuery(FIRST_LOOK)
                .setParameter("now", now().atOffset(ZoneOffset.UTC))
                .executeUpdate()
                .chain(() -> session.find(TimeMarkEntity.class, TimeMarkEntity.ONLY, LockModeType.PESSIMISTIC_WRITE)));
    }

    private static Uni<Instant> databaseTime() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("SELECT clock_timestamp()", OffsetDateTime.class)
                        .getSingleResult())
                .map(OffsetDateTime::toInstant);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
