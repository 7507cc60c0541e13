package com.estflux.privacy.reference.outbox;

import com.estflux.privacy.reference.database.Database;
import com.estflux.privacy.reference.database.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what the outbox holds: in one transaction it takes a lock, reads in order, sends, awaits every acknowledgement
 * and deletes. A crash in between sends again, never loses; consumers recognise the second delivery.
 */
public final class OutboxRelay implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int BATCH = 200;
    private static final String NEXT = """
            SELECT id, topic, record_key, partition_key, headers, payload FROM outbox ORDER BY id LIMIT ?
            """;

    private final Database database;
    private final Producer<byte[], byte[]> producer;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean closed;

    /**
     * A relay, not yet started.
     *
     * @param producer sends; closed with the relay
     */
    public OutboxRelay(Database database, Producer<byte[], byte[]> producer) {
        this.database = database;
        this.producer = producer;
    }

    /** Begins to send. */
    public void start() {
        thread.start();
    }

    /** Something was committed: sends at once rather than at the next poll. */
    void wake() {
        wakeUps.release();
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join(GRACE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(1));
    }

    private void run() {
        try {
            while (!closed) {
                sendAll();
                if (wakeUps.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            }
            sendAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAll() {
        try {
            int sent = BATCH;
            while (sent == BATCH) {
                sent = database.transaction(this::sendBatch);
            }
        } catch (SQLException | RuntimeException e) {
            // Whatever it is: a relay that gave up would keep every later event from the others.
            LOG.warn("outbox not sent, will try again: {}", Database.kind(e));
        }
    }

    private int sendBatch(Connection connection) throws SQLException {
        Sql.list(connection, row -> true, "SELECT pg_advisory_xact_lock(hashtext('outbox-relay'))");
        List<Outgoing> next = Sql.list(connection, this::outgoing, NEXT, BATCH);
        if (next.isEmpty()) {
            return 0;
        }
        List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();
        for (Outgoing one : next) {
            acknowledgements.add(producer.send(one.record()));
        }
        acknowledgements.forEach(OutboxRelay::await);
        List<String> ids = next.stream().map(one -> Long.toString(one.id())).toList();
        Sql.update(connection, "DELETE FROM outbox WHERE id = ANY (?::bigint[])", ids);
        return next.size();
    }

    private record Outgoing(long id, ProducerRecord<byte[], byte[]> record) {}

    private Outgoing outgoing(ResultSet row) throws SQLException {
        String topic = row.getString("topic");
        int partition = Utils.toPositive(Utils.murmur2(utf8(row.getString("partition_key"))))
                % producer.partitionsFor(topic).size();
        var record = new ProducerRecord<>(topic, partition, utf8(row.getString("record_key")), row.getBytes("payload"));
        String[] headers = (String[]) row.getArray("headers").getArray();
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], utf8(headers[i + 1]));
        }
        return new Outgoing(row.getLong("id"), record);
    }

    private static void await(Future<RecordMetadata> acknowledgement) {
        try {
            acknowledgement.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the broker did not take a record", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
