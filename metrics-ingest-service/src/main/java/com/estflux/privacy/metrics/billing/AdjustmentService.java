package com.estflux.privacy.metrics.billing;

import static com.estflux.privacy.contracts.DataCategory.BILLING_RECORD;
import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.contracts.usage.UsagePeriodAdjusted;
import com.estflux.privacy.metrics.billing.BillingPeriod.Adjustment;
import com.estflux.privacy.metrics.billing.BillingPeriod.BilledLine;
import com.estflux.privacy.metrics.billing.BillingPeriod.Kind;
import com.estflux.privacy.metrics.billing.BillingRepository.Stored;
import com.estflux.privacy.metrics.usage.Metering;
import com.estflux.privacy.metrics.usage.RollUps;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.deletion.DeletionGate;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.problem.Problems;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What changes after closing: differences, each on its own and signed. The closed period stays as it is. */
@ApplicationScoped
class AdjustmentService {

    private static final String LATE = "late-samples";

    private final Pool pool;
    private final BillingRepository periods;
    private final Metering metering;
    private final RollUps rollUps;
    private final Outbox outbox;
    private final AuditLog audit;
    private final DeletionGate gate;

    AdjustmentService(
            Pool pool,
            BillingRepository periods,
            Metering metering,
            RollUps rollUps,
            Outbox outbox,
            AuditLog audit,
            DeletionGate gate) {
        this.pool = pool;
        this.periods = periods;
        this.metering = metering;
        this.rollUps = rollUps;
        this.outbox = outbox;
        this.audit = audit;
        this.gate = gate;
    }

    /** Looks for samples that came after closing, and removes periods that were kept long enough. */
    @Scheduled(
            every = "${estflux.metrics.billing.adjust-every:1h}",
            concurrentExecution = SKIP,
            identity = "adjustments")
    Uni<Void> adjustOutdated() {
        return periods.outdated(pool)
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> adjust(id, AuditEntry.SYSTEM))
                        .collect()
                        .last())
                .chain(this::purge)
                .replaceWithVoid();
    }

    /** Removes periods the rule of invoices no longer keeps and no hold covers: they explain the invoice (PF-6.2). */
    private Uni<Integer> purge() {
        return gate.passOnDriver(
                0,
                (transaction, permit) -> permit.lastStartOver(BILLING_RECORD)
                        .map(last -> periods.purge(
                                transaction,
                                last,
                                permit.heldSubjects(BILLING_RECORD),
                                permit.heldRecords(BILLING_RECORD)))
                        .orElseGet(() -> Uni.createFrom().item(0)),
                BILLING_RECORD);
    }

    /**
     * Adjusts a period by what was stored since it was closed or last adjusted; completes with the new adjustments.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if there is no such period
     */
    Uni<List<Adjustment>> adjust(UUID periodId, String actor) {
        return pool.withTransaction(transaction -> rollUps.settleAlone(transaction)
                        .chain(() -> periods.addMissingLines(transaction, periodId))
                        .chain(() -> periods.find(transaction, periodId))
                        .map(found -> found.orElseThrow(Problems::notFound))
                        .chain(stored -> late(transaction, stored)
                                .call(adjustments -> add(transaction, stored.period(), adjustments, actor))))
                .invoke(outbox::committed);
    }

    /**
     * Adds a difference that billing decided on; the same id again changes nothing.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if there is no such period or line
     */
    Uni<Adjustment> correct(UUID periodId, UUID correctionId, Correction correction, String actor) {
        return pool.withTransaction(transaction -> periods.find(transaction, periodId)
                        .map(found -> found.orElseThrow(Problems::notFound).period())
                        .chain(period -> periods.now(transaction)
                                .map(now -> correction.adjustment(correctionId, now))
                                .call(adjustment -> requireLine(period, adjustment.line()))
                                .call(adjustment -> add(transaction, period, List.of(adjustment), actor)))
                        .chain(() -> periods.find(transaction, periodId))
                        .map(found -> found.orElseThrow(Problems::notFound).period().adjustments().stream()
                                .filter(one -> one.adjustmentId().equals(correctionId))
                                .findFirst()
                                .orElseThrow(Problems::notFound)))
                .invoke(outbox::committed);
    }

    private static Uni<Void> requireLine(BillingPeriod period, int line) {
        return period.lines().stream().anyMatch(one -> one.line() == line)
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().failure(Problems.notFound());
    }

    private Uni<List<Adjustment>> late(SqlConnection transaction, Stored stored) {
        if (stored.vpsNos().isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        BillingPeriod period = stored.period();
        return metering.months(transaction, stored.vpsNos(), period.from(), period.to())
                .chain(metered -> periods.now(transaction).map(now -> {
                    List<Adjustment> adjustments = new ArrayList<>();
                    for (int i = 0; i < stored.vpsNos().size(); i++) {
                        var used = metered.get(stored.vpsNos().get(i));
                        Amounts current = Amounts.of(used.usage(), used.bandwidth());
                        difference(period, period.lines().get(i), current, now).ifPresent(adjustments::add);
                    }
                    return adjustments;
                }));
    }

    /** What is metered now, less what was closed and what earlier adjustments of late samples added. */
    static Optional<Adjustment> difference(BillingPeriod period, BilledLine line, Amounts current, Instant now) {
        Amounts known = period.adjustments().stream()
                .filter(one -> one.line() == line.line() && one.kind() == Kind.LATE_SAMPLES)
                .map(Adjustment::amounts)
                .reduce(line.amounts(), Amounts::plus);
        Amounts difference = current.minus(known);
        return difference.isNone()
                ? Optional.empty()
                : Optional.of(new Adjustment(UUID.randomUUID(), line.line(), Kind.LATE_SAMPLES, LATE, now, difference));
    }

    private Uni<Void> add(SqlConnection transaction, BillingPeriod period, List<Adjustment> adjustments, String actor) {
        return Multi.createFrom()
                .iterable(adjustments)
                .onItem()
                .transformToUniAndConcatenate(one -> periods.add(transaction, period.periodId(), one)
                        .chain(added -> added
                                ? announce(transaction, period, one, actor)
                                : Uni.createFrom().voidItem()))
                .collect()
                .last();
    }

    private Uni<Void> announce(SqlConnection transaction, BillingPeriod period, Adjustment adjustment, String actor) {
        AuditEntry entry = AuditEntry.of("billing-period.adjust", actor, AuditOutcome.DONE)
                .object("billing-period", period.periodId().toString())
                .because(adjustment.reason());
        Amounts amounts = adjustment.amounts();
        return audit.recordAll(transaction, List.of(entry))
                .chain(() -> outbox.publishAll(
                        transaction,
                        List.of(new UsagePeriodAdjusted(
                                adjustment.adjustmentId(),
                                period.periodId(),
                                adjustment.line(),
                                adjustment.reason(),
                                adjustment.storedBefore(),
                                amounts.get(Amount.SAMPLES),
                                amounts.get(Amount.CPU_MICROSECONDS),
                                amounts.get(Amount.RECEIVED_BYTES),
                                amounts.get(Amount.TRANSMITTED_BYTES)))));
    }
}
