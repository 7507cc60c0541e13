package com.estflux.privacy.platform.audit;

import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Records refusals, which no transaction of their own carries. Those that arrive together share one, so that a flood of
 * refused requests costs the database a few transactions, not one each. A refusal stands even if it cannot be recorded;
 * that is counted ({@code audit.refusals.lost}) and logged.
 */
@ApplicationScoped
public class RefusalLog {

    private static final Logger LOG = Logger.getLogger(RefusalLog.class);
    private static final int BATCH = 500;
    private static final int WAITING = 5_000;

    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(WAITING);
    private final AtomicBoolean writing = new AtomicBoolean();
    private final AuditLog audit;
    private final Transactions transactions;
    private final Counter lost;

    RefusalLog(AuditLog audit, Transactions transactions, MeterRegistry meters) {
        this.audit = audit;
        this.transactions = transactions;
        this.lost = meters.counter("audit.refusals.lost");
    }

    private record Waiting(AuditEntry entry, UniEmitter<? super Void> done) {}

    /** Records a refusal; completes when it is durable, or cannot be, and does not fail. */
    public Uni<Void> record(AuditEntry refusal) {
        return Uni.createFrom().emitter(done -> {
            if (queue.offer(new Waiting(refusal, done))) {
                writeWaiting();
            } else {
                lost.increment();
                done.complete(null);
            }
        });
    }

    /** Goes on until nothing waits; whoever comes last starts it again. */
    private void writeWaiting() {
        if (!queue.isEmpty() && writing.compareAndSet(false, true)) {
            List<Waiting> batch = new ArrayList<>();
            queue.drainTo(batch, BATCH);
            write(batch).subscribe().with(ignored -> {
                writing.set(false);
                writeWaiting();
                batch.forEach(waiting -> waiting.done().complete(null));
            });
        }
    }

    private Uni<Void> write(List<Waiting> batch) {
        return transactions
                .run(() -> recordAll(batch))
                .onFailure()
                .invoke(failure -> {
                    lost.increment(batch.size());
                    LOG.errorf("%d refusals not recorded: %s", batch.size(), Failures.describe(failure));
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> recordAll(List<Waiting> batch) {
        Uni<Void> recorded = Uni.createFrom().voidItem();
        for (Waiting waiting : batch) {
            recorded = recorded.chain(() -> audit.record(waiting.entry()));
        }
        return recorded;
    }
}
