package com.estflux.privacy.platform.time;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.security.Caller;
import com.estflux.privacy.platform.transaction.JsonQuery;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Refuses work that cannot be undone while the clock cannot be trusted: a wrong date would delete what the law says must
 * be kept. It stays refused until an officer has looked. Alert on the gauge {@code privacy.time.blocked}.
 */
@ApplicationScoped
public class TimeGuard {

    private static final Logger LOG = Logger.getLogger(TimeGuard.class);
    private static final String LOOK = "SELECT cast(look_at_time_mark($1) AS text)";
    private static final String ADVANCE = """
            UPDATE time_mark SET high_water = greatest(high_water, cast(cast($1 AS text) AS timestamptz))
            RETURNING cast(to_jsonb(time_mark) AS text)
            """;
    private static final String BLOCK = """
            UPDATE time_mark SET blocked_since = cast(cast($1 AS text) AS timestamptz), blocked_because = cast($2 AS text)
            RETURNING cast(to_jsonb(time_mark) AS text)
            """;
    private static final String RELEASE = """
            UPDATE time_mark SET high_water = cast(cast($1 AS text) AS timestamptz),
                accepted_skew_ms = cast(cast($2 AS text) AS bigint), blocked_since = NULL, blocked_because = NULL,
                released_by = cast($3 AS text), released_at = cast(cast($1 AS text) AS timestamptz),
                release_reason = cast($4 AS text)
            RETURNING cast(to_jsonb(time_mark) AS text)
            """;

    private final TimeJudgement judgement;
    private final AuditLog audit;
    private final Caller caller;
    private final Clock clock;
    private final AtomicInteger blocked;

    TimeGuard(TimeConfig config, AuditLog audit, Caller caller, Clock clock, MeterRegistry meters) {
        this.judgement = new TimeJudgement(config.longestDifference(), config.longestJump());
        this.audit = audit;
        this.caller = caller;
        this.clock = clock;
        this.blocked = meters.gauge("privacy.time.blocked", new AtomicInteger());
    }

    /**
     * Whether the clock can be trusted now, in the transaction of the current session, which must be allowed to commit
     * either way: a doubt is remembered. Nobody else passes before the transaction ends.
     */
    public Uni<Boolean> trusted() {
        return trusted(JsonQuery.ofSession());
    }

    /** The same in a transaction that is reached in another way. */
    public Uni<Boolean> trusted(JsonQuery transaction) {
        Instant now = now();
        return mark(transaction).chain(mark -> {
            if (mark.blockedSince() != null) {
                blocked.set(1);
                return Uni.createFrom().item(false);
            }
            Optional<TimeJudgement.Doubt> doubt =
                    judgement.judge(now, mark.database(), mark.acceptedSkew(), mark.highWater());
            blocked.set(doubt.isPresent() ? 1 : 0);
            if (doubt.isPresent()) {
                LOG.errorf(
                        "the clock is not trusted (%s): nothing is deleted by date until an officer releases it",
                        doubt.get());
                return transaction
                        .ask(BLOCK, now.toString(), doubt.get().name())
                        .chain(() -> audit.recordNow(AuditEntry.of("time.block", AuditEntry.SYSTEM, AuditOutcome.DONE)
                                .because(doubt.get().name())))
                        .replaceWith(false);
            }
            return transaction.ask(ADVANCE, now.toString()).replaceWith(true);
        });
    }

    @WithTransaction
    Uni<TimeView> look() {
        return mark(JsonQuery.ofSession()).map(mark -> TimeView.of(mark, now()));
    }

    /** An officer has looked and vouches for the time as it is. */
    @WithTransaction
    Uni<TimeView> release(TimeRelease release) {
        JsonQuery session = JsonQuery.ofSession();
        return mark(session).chain(mark -> {
            if (mark.blockedSince() == null) {
                throw Problems.conflict("time-not-blocked", "Nothing is blocked", "there is nothing to release");
            }
            Instant now = now();
            String skew = Long.toString(Duration.between(mark.database(), now).toMillis());
            blocked.set(0);
            return session.ask(RELEASE, now.toString(), skew, caller.actor(), release.reason())
                    .chain(() -> audit.record(AuditEntry.of("time.release", caller.actor(), AuditOutcome.DONE)
                            .because(String.valueOf(mark.blockedBecause()))))
                    .chain(() -> mark(session))
                    .map(released -> TimeView.of(released, now));
        });
    }

    private Uni<TimeMark> mark(JsonQuery transaction) {
        return transaction.ask(LOOK, now().toString()).map(TimeMark::of);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
