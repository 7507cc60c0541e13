package com.estflux.privacy.platform.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.consent.ConsentChanged;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.transaction.Failures;
import com.estflux.privacy.platform.transaction.Transactions;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class OutboxRelayTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final KafkaProbe KAFKA = new KafkaProbe(Infrastructure.get().kafka());
    private static final EventCodec CODEC = new EventCodec();

    private final ExecutorService writers = Executors.newFixedThreadPool(16);

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @Inject
    Producer<byte[], byte[]> producer;

    @Inject
    MessagingConfig config;

    @AfterEach
    void stopWriters() {
        writers.shutdownNow();
    }

    @Test
    void shouldPublishAtOnceAfterCommit() {
        for (int i = 0; i < 10; i++) {
            UUID subject = UUID.randomUUID();
            post(subject, i % 2 == 0);
            await().atMost(Duration.ofSeconds(10)).until(() -> outboxIsEmpty());
            assertThat(opened()).contains(subject);
        }
    }

    @Test
    void shouldPublishAtOnceHoweverManyCommitTogether() {
        // A commit must not take the wake-up of another transaction that has yet to commit.
        for (int round = 0; round < 5; round++) {
            List<CompletableFuture<Void>> posts = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.runAsync(() -> post(UUID.randomUUID(), i % 2 == 0), writers))
                    .toList();
            posts.forEach(CompletableFuture::join);
            await().atMost(Duration.ofSeconds(10)).until(OutboxRelayTest::outboxIsEmpty);
        }
    }

    @Test
    void shouldKeepOrderPerKeyUnderConcurrentCommitters() {
        Set<UUID> subjects = writeConcurrently(8, 25);

        await().atMost(Duration.ofSeconds(30)).until(OutboxRelayTest::outboxIsEmpty);
        subjects.forEach(subject -> assertThat(revisions(subject)).containsExactlyElementsOf(upTo(25)));
    }

    @Test
    void shouldSendOnceAndInOrderWithTwoRelaysOnOneDatabase() {
        OutboxRelay second = new OutboxRelay(pool, new RecordSender(producer), config);
        CompletableFuture<Set<UUID>> written = CompletableFuture.supplyAsync(() -> writeConcurrently(8, 25));
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    second.wake();
                    return written.isDone();
                });

        await().atMost(Duration.ofSeconds(30)).until(OutboxRelayTest::outboxIsEmpty);
        written.join().forEach(subject -> assertThat(revisions(subject)).containsExactlyElementsOf(upTo(25)));
    }

    @Test
    void shouldSweepUpWhatItSent() {
        String sweeps = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'outbox'";
        long before = Database.count(sweeps);
        insert(UUID.randomUUID());
        Database.update("INSERT INTO outbox (aggregatetype, aggregateid, partition_key, type, headers, payload)"
                + " SELECT aggregatetype, aggregateid, partition_key, type, headers, payload"
                + " FROM outbox, generate_series(1, 1500)");
        relay.wake();

        await().atMost(Duration.ofSeconds(30)).until(OutboxRelayTest::outboxIsEmpty);
        await().atMost(Duration.ofSeconds(30)).until(() -> Database.count(sweeps) > before);
    }

    @Test
    void shouldLoseNothingWhenBrokerIsKilled() {
        List<UUID> subjects =
                IntStream.range(0, 200).mapToObj(i -> UUID.randomUUID()).toList();
        CompletableFuture<Void> written = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < subjects.size(); i++) {
                if (i == 50) {
                    Infrastructure.get().kafka().kill();
                }
                post(subjects.get(i), false);
            }
        });
        try {
            written.join();
            assertThat(outboxIsEmpty()).isFalse();
            // What the database takes in is safe: requests are served, and operators see what waits and for how long.
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(meter("outbox_backlog")).isGreaterThanOrEqualTo(100);
                assertThat(meter("outbox_age")).isPositive();
            });
            given().get("/q/health/ready").then().statusCode(200);
            given().get("/q/health/live").then().statusCode(200);
        } finally {
            Infrastructure.get().kafka().restart();
        }

        await().atMost(Duration.ofSeconds(90)).until(OutboxRelayTest::outboxIsEmpty);
        assertThat(opened()).containsAll(subjects);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(meter("outbox_backlog")).isZero());
    }

    @Test
    void shouldKeepOrderWhenRelayIsKilledAgainAndAgain() {
        OutboxRelay second = new OutboxRelay(pool, new RecordSender(producer), config);
        CompletableFuture<Set<UUID>> written = CompletableFuture.supplyAsync(() -> writeConcurrently(8, 25));
        AtomicInteger killed = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    second.wake();
                    killed.addAndGet(killRelays());
                    return written.isDone();
                });
        relay.wake();

        await().atMost(Duration.ofSeconds(30)).until(OutboxRelayTest::outboxIsEmpty);
        assertThat(killed).hasPositiveValue();
        // A writer cut off at its commit cannot know whether that stood, and says it again with the next revision.
        written.join().forEach(subject -> assertThat(revisions(subject).stream().distinct())
                .hasSizeGreaterThanOrEqualTo(25)
                .containsExactlyElementsOf(
                        upTo(Database.count("SELECT effects FROM ledger WHERE invoice_id = ?", subject))));
    }

    /** Cuts the connection of whoever sends or waits to, at whatever point it is; how many those were. */
    private static int killRelays() {
        return Database.query("SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = 'advisory'"
                        + " AND l.objid = (hashtext('outbox-relay')::bigint & 4294967295)::oid")
                .size();
    }

    private static double meter(String name) {
        return given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Test
    void shouldSendAgainAfterCrashBetweenSendAndDelete() {
        OutboxRelay crashing = new OutboxRelay(pool, new CrashAfterSend(producer), config);
        var invoice = new InvoiceIssued(UUID.randomUUID(), UUID.randomUUID(), LocalDate.parse("2026-11-24"));
        EventMessage<InvoiceIssued> event = EventMessage.create("/tests", Clock.systemUTC(), invoice);
        insert(CODEC.encode(event), CODEC.toJson(invoice));

        crashing.wake();
        await().until(() -> deliveries(event.id()) >= 1);
        crashing.stop(new ShutdownEvent());
        assertThat(outboxIsEmpty()).isFalse();
        relay.wake();

        await().atMost(Duration.ofSeconds(30)).until(OutboxRelayTest::outboxIsEmpty);
        assertThat(deliveries(event.id())).isGreaterThanOrEqualTo(2);
        await().untilAsserted(() -> assertThat(
                        Database.query("SELECT effects FROM ledger WHERE invoice_id = ?", invoice.invoiceId()))
                .containsExactly("1"));
    }

    @Test
    void shouldPutAsideWhatBrokerRefusesForGood() {
        UUID before = UUID.randomUUID();
        UUID after = UUID.randomUUID();
        var tooLarge = new AccountOpened(UUID.randomUUID(), NOW);
        insert(before);
        insert(CODEC.encode(EventMessage.create("/tests", Clock.systemUTC(), tooLarge)), new byte[2_000_000]);
        insert(after);
        relay.wake();

        await().atMost(Duration.ofSeconds(30)).until(OutboxRelayTest::outboxIsEmpty);
        assertThat(opened()).contains(before, after);
        assertThat(Database.query(
                        "SELECT reason FROM outbox_rejected WHERE aggregateid = ?",
                        tooLarge.subjectId().toString()))
                .containsExactly("org.apache.kafka.common.errors.RecordTooLargeException");
        assertThat(Database.update("DELETE FROM outbox_rejected")).isPositive();
    }

    @Test
    void shouldRefuseToPublishWhatNobodyCouldRead() {
        var change = new ConsentChanged(
                UUID.randomUUID(), "Not A Purpose", ConsentState.GRANTED, UUID.randomUUID(), 1, 1, NOW);
        assertThat(transactions
                        .run(() -> outbox.publish(change))
                        .onFailure(IllegalArgumentException.class)
                        .recoverWithItem(() -> null)
                        .onItem()
                        .transform(refused -> "refused")
                        .await()
                        .atMost(Duration.ofSeconds(20)))
                .isEqualTo("refused");
        assertThat(KAFKA.values(Topic.CONSENT_CHANGES.topicName())).noneMatch(value -> value.contains("Not A Purpose"));
    }

    /** Transactions of one subject wait for each other on its row, as those of services do. */
    private Set<UUID> writeConcurrently(int subjects, int each) {
        Set<UUID> ids = new HashSet<>();
        List<CompletableFuture<Void>> done = new ArrayList<>();
        for (int i = 0; i < subjects; i++) {
            UUID subject = UUID.randomUUID();
            ids.add(subject);
            for (int revision = 1; revision <= each; revision++) {
                done.add(CompletableFuture.runAsync(
                        () -> transactions
                                .run(() -> publishNext(subject))
                                // A connection that was cut under a relay may next be handed to a writer.
                                .onFailure(Failures::areInfrastructure)
                                .retry()
                                .atMost(20)
                                .await()
                                .atMost(Duration.ofSeconds(60)),
                        writers));
            }
        }
        done.forEach(CompletableFuture::join);
        return ids;
    }

    private Uni<Void> publishNext(UUID subject) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                INSERT INTO ledger (invoice_id, effects) VALUES (:id, 1)
                                ON CONFLICT (invoice_id) DO UPDATE SET effects = ledger.effects + 1
                                RETURNING effects
                                """, Integer.class)
                        .setParameter("id", subject)
                        .getSingleResult())
                // The topic is not compacted, so that all of them are there to be looked at.
                .chain(revision -> outbox.publish(new AccountOpened(subject, NOW.plusSeconds(revision))));
    }

    private static List<Long> revisions(UUID subject) {
        return KAFKA.events(Topic.ACCOUNT_LIFECYCLE).stream()
                .map(event -> (AccountOpened) event.data())
                .filter(opened -> opened.subjectId().equals(subject))
                .map(opened -> Duration.between(NOW, opened.openedAt()).toSeconds())
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private static void post(UUID subject, boolean nested) {
        given().queryParam("nested", nested)
                .post("/v1/probe/events/" + subject)
                .then()
                .statusCode(204);
    }

    private static List<UUID> opened() {
        return KAFKA.events(Topic.ACCOUNT_LIFECYCLE).stream()
                .map(event -> ((AccountOpened) event.data()).subjectId())
                .toList();
    }

    private static long deliveries(String eventId) {
        return KAFKA.records(Topic.BILLING_RECORDS.topicName()).stream()
                .map(record -> record.headers().lastHeader("ce_id"))
                .filter(id -> id != null && new String(id.value(), StandardCharsets.UTF_8).equals(eventId))
                .count();
    }

    private static boolean outboxIsEmpty() {
        return Database.count("SELECT count(*) FROM outbox") == 0;
    }

    private static void insert(UUID subject) {
        var data = new AccountOpened(subject, NOW);
        insert(CODEC.encode(EventMessage.create("/tests", Clock.systemUTC(), data)), CODEC.toJson(data));
    }

    private static void insert(EncodedEvent event, byte[] payload) {
        Database.update(
                "INSERT INTO outbox (aggregatetype, aggregateid, partition_key, type, headers, payload)"
                        + " VALUES (?, ?, ?, ?, cast(? AS jsonb), ?)",
                event.topic(),
                event.key(),
                event.partitionKey(),
                event.headers().get("ce_type"),
                new JsonObject(new HashMap<>(event.headers())).encode(),
                payload);
    }

    /** What happens to a process that dies at the worst moment: the records are sent, its transaction is not. */
    private static final class CrashAfterSend extends RecordSender {

        CrashAfterSend(Producer<byte[], byte[]> producer) {
            super(producer);
        }

        @Override
        Uni<List<Optional<Throwable>>> send(Iterable<ProducerRecord<byte[], byte[]>> records) {
            return super.send(records).chain(sent -> Uni.createFrom().failure(new IllegalStateException("crash")));
        }
    }
}
