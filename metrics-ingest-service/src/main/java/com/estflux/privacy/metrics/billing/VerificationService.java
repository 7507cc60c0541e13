package com.estflux.privacy.metrics.billing;

import com.estflux.privacy.metrics.billing.BillingPeriod.BilledLine;
import com.estflux.privacy.metrics.billing.BillingRepository.Stored;
import com.estflux.privacy.metrics.billing.Verification.Basis;
import com.estflux.privacy.metrics.usage.Meter;
import com.estflux.privacy.platform.problem.Problems;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Computes closed periods anew: from the raw samples, by other code than that which computed them first. */
@ApplicationScoped
class VerificationService {

    private final Pool pool;
    private final BillingRepository periods;
    private final ReplayRepository samples;

    VerificationService(Pool pool, BillingRepository periods, ReplayRepository samples) {
        this.pool = pool;
        this.periods = periods;
        this.samples = samples;
    }

    /**
     * Computes a period anew.
     *
     * @throws com.estflux.privacy.platform.problem.ProblemException 404 if there is none
     */
    Uni<Verification> verify(UUID periodId) {
        return pool.withTransaction(transaction -> transaction
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                .chain(() -> periods.find(transaction, periodId))
                .map(found -> found.orElseThrow(Problems::notFound))
                .chain(stored ->
                        stored.vpsNos().size() < stored.period().lines().size()
                                ? Uni.createFrom().item(fromTotals(stored.period()))
                                : fromSamples(transaction, stored)));
    }

    private static Verification fromTotals(BillingPeriod period) {
        return new Verification(
                Basis.TOTALS, period.sha256(), period.statement().sha256());
    }

    private Uni<Verification> fromSamples(SqlClient transaction, Stored stored) {
        BillingPeriod period = stored.period();
        return Multi.createFrom()
                .iterable(stored.vpsNos())
                .onItem()
                .transformToUniAndConcatenate(
                        no -> samples.replay(transaction, no, period.from(), period.to(), period.storedBefore()))
                .collect()
                .asList()
                .chain(meters -> samples.partitionsDropped(transaction, period.from(), period.to())
                        .map(dropped -> gone(period, meters, dropped)
                                ? fromTotals(period)
                                : new Verification(
                                        Basis.SAMPLES,
                                        period.sha256(),
                                        anew(period, meters).sha256())));
    }

    /**
     * Whether samples were disposed of: a VPS that was metered has none left, or the months of UTC a month of Tallinn
     * lies in are not all there any more.
     */
    private static boolean gone(BillingPeriod period, List<Meter> meters, boolean partitionsDropped) {
        return IntStream.range(0, meters.size()).anyMatch(i -> {
            BigInteger left = BigInteger.valueOf(meters.get(i).figures().samples());
            BigInteger closed = period.lines().get(i).amounts().get(Amount.SAMPLES);
            return left.compareTo(closed) < 0 && (partitionsDropped || left.signum() == 0);
        });
    }

    private static Statement anew(BillingPeriod period, List<Meter> meters) {
        return new Statement(
                period.periodId(),
                period.month(),
                period.storedBefore(),
                period.meterVersion(),
                IntStream.range(0, meters.size())
                        .filter(i -> period.lines().get(i).isClosed())
                        .mapToObj(i -> line(period.lines().get(i), meters.get(i)))
                        .toList());
    }

    private static Statement.Line line(BilledLine line, Meter meter) {
        return new Statement.Line(
                line.line(), meter.bandwidth().expectedSlots(), Amounts.of(meter.figures(), meter.bandwidth()));
    }
}
