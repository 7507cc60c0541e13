package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.contracts.usage.UsagePeriodClosed;
import com.estflux.privacy.metrics.assignment.AssignmentService;
import com.estflux.privacy.metrics.assignment.Vps;
import com.estflux.privacy.metrics.billing.BillingPeriod.BilledLine;
import com.estflux.privacy.metrics.billing.BillingRepository.Stored;
import com.estflux.privacy.metrics.config.MetricsConfig;
import com.estflux.privacy.metrics.usage.Metering;
import com.estflux.privacy.metrics.usage.Metering.Metered;
import com.estflux.privacy.metrics.usage.RollUps;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.messaging.Outbox;
import com.estflux.privacy.platform.paging.Page;
import com.estflux.privacy.platform.paging.PageRequest;
import com.estflux.privacy.platform.problem.Problems;
import com.estflux.privacy.platform.time.Tallinn;
import com.estflux.privacy.platform.time.TimeBounds;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Closes billing periods and answers what was closed. */
@ApplicationScoped
class BillingService {

    /** Before any month a sample is believed of. */
    private static final YearMonth NEVER = YearMonth.of(1970, 1);

    private final Pool pool;
    private final BillingRepository periods;
    private final AssignmentService assignments;
    private final Metering metering;
    private final RollUps rollUps;
    private final Outbox outbox;
    private final AuditLog audit;
    private final Clock clock;
    private final Retention retention;

    BillingService(
            Pool pool,
            BillingRepository periods,
            AssignmentService assignments,
            Metering metering,
            RollUps rollUps,
            Outbox outbox,
            AuditLog audit,
            Clock clock,
            MetricsConfig config) {
        this.pool = pool;
        this.periods = periods;
        this.assignments = assignments;
        this.metering = metering;
        this.rollUps = rollUps;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
        this.retention = new Retention(config.billing().kept(), config.billing().financialYearEnd());
    }

    /** A period, and whether this call closed it. */
    record Closed(BillingPeriod period, boolean now) {}

    /**
     * Closes a customer's month: freezes what was used, and says so to billing. A month that is closed stays as it is.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 409 if the month is not over, 404 if the customer has
     *     no VPS
     */
    Uni<Closed> close(UUID subjectId, YearMonth month, String actor) {
        if (Statement.endOf(month).isAfter(clock.instant())) {
            throw Problems.conflict("period-not-over", "The period is not over", "close it when its month has ended");
        }
        return Panache.withSession(() -> assignments.ofSubject(subjectId)).chain(vps -> {
            if (vps.isEmpty()) {
                throw Problems.notFound();
            }
            // What can be settled before everyone has to wait need not be settled while they do.
            return rollUps.settle()
                    .chain(() -> pool.withTransaction(transaction -> close(transaction, subjectId, month, actor)))
                    .invoke(outbox::committed);
        });
    }

    private Uni<Closed> close(SqlConnection transaction, UUID subjectId, YearMonth month, String actor) {
        return rollUps.settleAlone(transaction)
                .chain(() -> periods.find(transaction, subjectId, month))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(new Closed(found.get().period(), false))
                        : freeze(transaction, subjectId, month)
                                .call(period -> announce(transaction, period, actor))
                                .map(period -> new Closed(period, true)));
    }

    private Uni<BillingPeriod> freeze(SqlConnection transaction, UUID subjectId, YearMonth month) {
        // Read again, now that nobody erases: whoever was erased meanwhile has no VPS any more.
        return periods.vps(transaction, subjectId).chain(vps -> {
            if (vps.isEmpty()) {
                throw Problems.notFound();
            }
            List<Integer> numbers = vps.stream().map(Vps::vpsNo).toList();
            return metering.months(transaction, numbers, Statement.startOf(month), Statement.endOf(month))
                    .chain(metered -> periods.now(transaction).map(now -> period(subjectId, month, now, vps, metered)))
                    .call(period -> periods.add(transaction, period, numbers));
        });
    }

    private BillingPeriod period(
            UUID subjectId, YearMonth month, Instant storedBefore, List<Vps> vps, Map<Integer, Metered> metered) {
        List<BilledLine> lines = new ArrayList<>();
        for (Vps one : vps) {
            Metered used = metered.get(one.vpsNo());
            lines.add(new BilledLine(
                    lines.size() + 1,
                    one.vpsId(),
                    used.bandwidth().expectedSlots(),
                    Amounts.of(used.usage(), used.bandwidth())));
        }
        BillingPeriod open = new BillingPeriod(
                UUID.randomUUID(),
                subjectId,
                month,
                Statement.startOf(month),
                Statement.endOf(month),
                storedBefore,
                Statement.METER,
                "",
                retention.keptUntil(Tallinn.today(clock)),
                lines,
                List.of());
        return open.sealed();
    }

    /** No subject in the audit entry: after an erasure nothing here leads from the person to the period. */
    private Uni<Void> announce(SqlConnection transaction, BillingPeriod period, String actor) {
        AuditEntry entry = AuditEntry.of("billing-period.close", actor, AuditOutcome.DONE)
                .object("billing-period", period.periodId().toString());
        Amounts total = period.lines().stream().map(BilledLine::amounts).reduce(Amounts.NONE, Amounts::plus);
        return audit.recordAll(transaction, List.of(entry))
                .chain(() -> outbox.publishAll(
                        transaction,
                        List.of(new UsagePeriodClosed(
                                period.periodId(),
                                period.subjectId(),
                                period.month().atDay(1),
                                period.month().plusMonths(1).atDay(1),
                                period.storedBefore(),
                                period.meterVersion(),
                                period.sha256(),
                                period.lines().size(),
                                total.get(Amount.SAMPLES),
                                total.get(Amount.CPU_MICROSECONDS),
                                total.get(Amount.RECEIVED_BYTES),
                                total.get(Amount.TRANSMITTED_BYTES)))));
    }

    /**
     * A closed period.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if there is none
     */
    Uni<BillingPeriod> find(UUID periodId) {
        return periods.find(pool, periodId)
                .map(found -> found.map(Stored::period).orElseThrow(Problems::notFound));
    }

    /** A customer's closed periods, by month. */
    Uni<Page<BillingPeriod>> ofSubject(UUID subjectId, PageRequest request) {
        YearMonth after = request.after().map(BillingService::cursor).orElse(NEVER);
        return periods.ofSubject(pool, subjectId, after, request.limit() + 1)
                .chain(ids -> Multi.createFrom()
                        .iterable(ids)
                        .onItem()
                        .transformToUniAndConcatenate(id -> periods.find(pool, id))
                        .collect()
                        .asList())
                .map(found -> Page.of(
                        found.stream()
                                .flatMap(Optional::stream)
                                .map(Stored::period)
                                .toList(),
                        request,
                        last -> last.month().toString()));
    }

    private static YearMonth cursor(String text) {
        try {
            return TimeBounds.month(text);
        } catch (DateTimeException e) {
            throw PageRequest.invalidCursor();
        }
    }
}
