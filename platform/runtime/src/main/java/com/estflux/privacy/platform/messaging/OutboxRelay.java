package com.estflux.privacy.platform.messaging;

import static io.quarkus.scheduler.Scheduled.ConcurrentExecution.SKIP;

import com.estflux.privacy.platform.transaction.AfterCommit;
import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.RecurringWork;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Sends what the outbox holds: in one transaction it takes a lock, reads in order, sends, awaits every acknowledgement
 * and deletes. A crash in between sends again, never loses; consumers recognise the second delivery. What the broker
 * refuses for good is put aside in {@code outbox_rejected}, so that it holds up nothing else.
 *
 * <p>The lock lets one replica send at a time, which keeps the order. It is waited for, not tried: a replica that has
 * just committed must have its rows sent even if another one's pass began before that commit.
 *
 * <p>A pass costs about the same for one row as for hundreds. One that begins after a rest sends at once; under load the
 * rows of some milliseconds share one.
 */
@ApplicationScoped
class OutboxRelay implements AfterCommit {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

    private static final String SWEEP = "VACUUM (SKIP_LOCKED, TRUNCATE OFF, PARALLEL 0) outbox";
    private static final int WORTH_SWEEPING = 1_000;

    /** Between a pass that failed and the next. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** After a pass that sent something: what is committed meanwhile goes together in the next. */
    private static final Duration REST = Duration.ofMillis(25);

    /** A deletion that a crash undoes sends again, which is no harm; so it need not be waited for. */
    private static final String BEGIN =
            "SET LOCAL synchronous_commit = off; SELECT pg_advisory_xact_lock(hashtext('outbox-relay'))";

    /** Marks the context of a transaction that has written into the outbox. */
    private static final String WRITTEN = "estflux.outbox-written";

    private static final String NEXT = """
            SELECT id, aggregatetype, aggregateid, partition_key, headers, payload
            FROM outbox ORDER BY id LIMIT $1
            """;
    private static final String REJECT = """
            INSERT INTO outbox_rejected
                (id, aggregatetype, aggregateid, partition_key, type, headers, payload, created_at, reason)
            SELECT id, aggregatetype, aggregateid, partition_key, type, headers, payload, created_at, $2
            FROM outbox WHERE id = $1
            """;

    private final Pool pool;
    private final RecordSender sender;
    private final int batchSize;

    /** Wake-ups not yet served; a pass begins when it leaves zero and goes on until it is back there. */
    private final AtomicInteger wakeUps = new AtomicInteger();

    /** Rows sent since the last sweep. */
    private final AtomicInteger sent = new AtomicInteger();

    private volatile boolean stopped;

    OutboxRelay(Pool pool, RecordSender sender, MessagingConfig config) {
        this.pool = pool;
        this.sender = sender;
        this.batchSize = config.outboxBatchSize();
    }

    /** The current transaction has written into the outbox; one that has not costs nothing when it commits. */
    void expectWork() {
        if (VertxContext.isOnDuplicatedContext()) {
            ContextLocals.put(WRITTEN, true);
        }
    }

    @Override
    public void committed() {
        if (VertxContext.isOnDuplicatedContext() && ContextLocals.remove(WRITTEN)) {
            wake();
        }
    }

    /**
     * What was sent leaves dead rows behind, which every pass has to step over until they are swept: at thousands of
     * events a second that would soon take longer than sending.
     */
    @Scheduled(every = "1s", concurrentExecution = SKIP, identity = "outbox-sweep")
    Uni<Void> sweep() {
        return sent.getAndSet(0) < WORTH_SWEEPING
                ? Uni.createFrom().voidItem()
                : RecurringWork.attempt(
                        LOG, "outbox not swept", pool.query(SWEEP).execute().replaceWithVoid());
    }

    /** Finds what another process left behind. */
    @Scheduled(every = "${estflux.messaging.outbox-poll-interval:1s}", concurrentExecution = SKIP, identity = "outbox")
    void poll() {
        wake();
    }

    /** Sends what has been committed, now. */
    void wake() {
        if (!stopped && wakeUps.getAndIncrement() == 0) {
            pass();
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        stopped = true;
    }

    private void pass() {
        int served = wakeUps.get();
        sendAll()
                .onFailure(failure -> !stopped)
                .call(failure -> {
                    LOG.warnf("outbox not sent, will try again: %s", Failures.describe(failure));
                    wakeUps.getAndIncrement();
                    return Uni.createFrom().voidItem().onItem().delayIt().by(PAUSE);
                })
                .onFailure()
                .recoverWithItem(0)
                .call(count -> count == 0
                        ? Uni.createFrom().voidItem()
                        : Uni.createFrom().voidItem().onItem().delayIt().by(REST))
                .subscribe()
                .with(ignored -> {
                    if (wakeUps.addAndGet(-served) > 0) {
                        pass();
                    }
                });
    }

    private Uni<Integer> sendAll() {
        return pool.withTransaction(this::sendBatch)
                .invoke(sent::addAndGet)
                .chain(count -> count < batchSize
                        ? Uni.createFrom().item(count)
                        : sendAll().replaceWith(count));
    }

    private Uni<Integer> sendBatch(SqlConnection connection) {
        return connection
                .query(BEGIN)
                .execute()
                .chain(() -> connection.preparedQuery(NEXT).execute(Tuple.of(batchSize)))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(0)
                        : sender.send(() -> records(rows).iterator())
                                .chain(answers -> putRefusedAside(connection, rows, answers))
                                .chain(() -> delete(connection, rows))
                                .replaceWith(rows.size()));
    }

    private List<ProducerRecord<byte[], byte[]>> records(RowSet<Row> rows) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(rows.size());
        for (Row row : rows) {
            String topic = row.getString("aggregatetype");
            byte[] partitionKey = row.getString("partition_key").getBytes(StandardCharsets.UTF_8);
            byte[] key = row.getString("aggregateid").getBytes(StandardCharsets.UTF_8);
            var payload = row.getBuffer("payload");
            var record = new ProducerRecord<>(
                    topic, sender.partition(topic, partitionKey), key, payload == null ? null : payload.getBytes());
            JsonObject headers = row.getJsonObject("headers");
            headers.forEach(header -> record.headers()
                    .add(header.getKey(), header.getValue().toString().getBytes(StandardCharsets.UTF_8)));
            records.add(record);
        }
        return records;
    }

    private static Uni<Void> putRefusedAside(
            SqlConnection connection, RowSet<Row> rows, List<Optional<Throwable>> answers) {
        Uni<Void> done = Uni.createFrom().voidItem();
        int next = 0;
        for (Row row : rows) {
            Optional<Throwable> refusal = answers.get(next++);
            if (refusal.isPresent()) {
                String reason = refusal.get().getClass().getName();
                LOG.errorf(
                        "outbox row %d for %s will never be sent, put aside in outbox_rejected: %s",
                        row.getLong("id"), row.getString("aggregatetype"), reason);
                done = done.chain(() -> connection
                        .preparedQuery(REJECT)
                        .execute(Tuple.of(row.getLong("id"), reason))
                        .replaceWithVoid());
            }
        }
        return done;
    }

    private static Uni<Void> delete(SqlConnection connection, RowSet<Row> rows) {
        List<Long> ids = new ArrayList<>(rows.size());
        rows.forEach(row -> ids.add(row.getLong("id")));
        return connection
                .preparedQuery("DELETE FROM outbox WHERE id = ANY ($1)")
                .execute(Tuple.of(ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }
}
