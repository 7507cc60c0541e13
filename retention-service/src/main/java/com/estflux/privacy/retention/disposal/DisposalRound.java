package com.estflux.privacy.retention.disposal;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.time.TimeGuard;
import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.Transactions;
import com.estflux.privacy.retention.clock.Clocks;
import com.estflux.privacy.retention.config.RetentionConfig;
import com.estflux.privacy.retention.locking.Locks;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Looks for records whose time has come and has them disposed of. Any number of replicas may do so: what one has claimed
 * the others skip. Holds cannot change while records are claimed and their disposal is ordered, in one transaction.
 */
@ApplicationScoped
class DisposalRound {

    private static final Logger LOG = Logger.getLogger(DisposalRound.class);

    private final DisposalOrders orders;
    private final DisposalRepository disposals;
    private final Clocks clocks;
    private final TimeGuard guard;
    private final Locks locks;
    private final Transactions transactions;
    private final AuditLog audit;
    private final int batchSize;
    private final Clock clock;

    DisposalRound(
            DisposalOrders orders,
            DisposalRepository disposals,
            Clocks clocks,
            TimeGuard guard,
            Locks locks,
            Transactions transactions,
            AuditLog audit,
            RetentionConfig config,
            Clock clock) {
        this.orders = orders;
        this.disposals = disposals;
        this.clocks = clocks;
        this.guard = guard;
        this.locks = locks;
        this.transactions = transactions;
        this.audit = audit;
        this.batchSize = config.disposal().batchSize();
        this.clock = clock;
    }

    @Scheduled(every = "${estflux.retention.disposal.every:60s}", concurrentExecution = SKIP, identity = "disposals")
    Uni<Void> run() {
        return reckonOutdated()
                .chain(() -> orderAll())
                .chain(() -> transactions.run(this::sendAgain))
                .onFailure()
                .invoke(failure -> LOG.errorf("disposal round failed: %s", Failures.describe(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Void> reckonOutdated() {
        return transactions
                .run(() -> clocks.reckonOutdated().call(count -> count == 0 ? nothing() : recordReckoning(count)))
                .chain(count -> count == 0 ? nothing() : reckonOutdated());
    }

    private Uni<Void> orderAll() {
        return transactions.run(this::orderSome).chain(ordered -> ordered < batchSize ? nothing() : orderAll());
    }

    private Uni<Integer> orderSome() {
        return guard.trusted()
                .chain(trusted -> trusted
                        ? locks.againstNewHolds()
                                .chain(() -> clocks.claimDue(batchSize))
                                .chain(orders::order)
                        : Uni.createFrom().item(0));
    }

    private Uni<Void> sendAgain() {
        return disposals.claimSilent(clock.instant()).chain(silent -> {
            if (silent.isEmpty()) {
                return nothing();
            }
            List<UUID> ids = silent.stream().map(one -> one.disposalId).toList();
            return disposals.answers(ids).chain(answers -> {
                Uni<Void> sent = nothing();
                for (DisposalEntity disposal : silent) {
                    sent = sent.chain(() -> orders.sendAgain(
                            disposal,
                            answers.stream()
                                    .filter(answer -> answer.key.disposalId().equals(disposal.disposalId))
                                    .toList()));
                }
                return sent;
            });
        });
    }

    private Uni<Void> recordReckoning(int count) {
        return audit.record(AuditEntry.of("clock.reckon", AuditEntry.SYSTEM, AuditOutcome.DONE)
                .because("rule-version")
                .object("clocks", Integer.toString(count)));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
