package com.estflux.privacy.platform.messaging;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.billing.InvoiceIssued;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.LogCapture;
import com.estflux.privacy.platform.fixture.Trouble;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class EventConsumerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final KafkaProbe KAFKA = new KafkaProbe(Infrastructure.get().kafka());
    private static final EventCodec CODEC = new EventCodec();

    @Inject
    EventConsumers consumers;

    @Test
    void shouldHaveOneEffectHoweverOftenDelivered() {
        InvoiceIssued invoice = invoice();
        EncodedEvent event = encoded(invoice);
        InvoiceIssued last = invoice();
        for (int i = 0; i < 100; i++) {
            KAFKA.send(event);
        }
        KAFKA.send(new EncodedEvent(
                event.topic(),
                encoded(last).key(),
                event.partitionKey(),
                encoded(last).headers(),
                encoded(last).data()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(effects(last)).containsExactly("1"));
        assertThat(effects(invoice)).containsExactly("1");
    }

    @Test
    void shouldHaveOneEffectWhenDeliveredAllAtOnce() {
        InvoiceIssued invoice = invoice();
        ConsumerRecord<byte[], byte[]> record = record(encoded(invoice));
        EventConsumer consumer = consumers.find("billing-records").orElseThrow();
        ExecutorService deliverers = Executors.newFixedThreadPool(100);
        try {
            List<CompletableFuture<Void>> deliveries = IntStream.range(0, 100)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> consumer.consume(record).await().atMost(PATIENCE), deliverers))
                    .toList();
            deliveries.forEach(CompletableFuture::join);
        } finally {
            deliverers.shutdownNow();
        }

        assertThat(effects(invoice)).containsExactly("1");
    }

    @Test
    void shouldHaveTheSameEffectInWhateverOrder() {
        List<InvoiceIssued> invoices = invoices(30);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(
                invoices.stream().map(invoice -> record(encoded(invoice))).toList());
        EventConsumer consumer = consumers.find("billing-records").orElseThrow();
        Random order = new Random(42);
        for (int round = 0; round < 3; round++) {
            Collections.shuffle(records, order);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                consumer.consume(record).await().atMost(PATIENCE);
            }
        }

        assertThat(invoices).allSatisfy(invoice -> assertThat(effects(invoice)).containsExactly("1"));
    }

    @Test
    void shouldTryAgainWhatFailsForAWhile() {
        InvoiceIssued invoice = invoice();
        Trouble.fail(invoice.invoiceId(), 2);
        KAFKA.send(encoded(invoice));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(effects(invoice)).containsExactly("1"));
        assertThat(Trouble.attempts(invoice.invoiceId())).isEqualTo(3);
    }

    @Test
    void shouldPutAsideWhatAlwaysFailsAndGoOn() {
        InvoiceIssued hopeless = invoice();
        Trouble.fail(hopeless.invoiceId(), Integer.MAX_VALUE);
        InvoiceIssued next = new InvoiceIssued(UUID.randomUUID(), hopeless.subjectId(), hopeless.recordedOn());
        try (LogCapture log = new LogCapture()) {
            KAFKA.send(encoded(hopeless));
            KAFKA.send(encoded(next));

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(effects(next)).containsExactly("1"));
            assertThat(log.text())
                    .contains("giving a record up")
                    .doesNotContain("secret-", hopeless.invoiceId().toString());
        }
        assertThat(effects(hopeless)).isEmpty();
        assertThat(Trouble.attempts(hopeless.invoiceId())).isEqualTo(3);
        assertThat(KAFKA.values("consent.dead-letters.v1"))
                .anyMatch(letter ->
                        letter.contains("HANDLING_FAILED") && letter.contains("java.lang.IllegalStateException"))
                .noneMatch(letter -> letter.contains("secret-"));
    }

    @Test
    void shouldWaitOutDatabaseConnectionsThatAreCut() {
        TicketOpened ticket = new TicketOpened(UUID.randomUUID(), UUID.randomUUID(), NOW);
        Trouble.delay(ticket.ticketId(), 3);
        int lettersBefore = KAFKA.values("consent.dead-letters.v1").size();
        KAFKA.send(encoded(ticket));

        // More often than a handler of its own fault would be tried.
        for (int cut = 0; cut < 4; cut++) {
            await().atMost(PATIENCE).until(() -> Database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE usename = 'consent' AND query LIKE '%pg_sleep%' AND state = 'active'")
                    .contains("t"));
        }

        await().atMost(PATIENCE).until(() -> tickets(ticket) == 1);
        assertThat(KAFKA.values("consent.dead-letters.v1")).hasSize(lettersBefore);
    }

    @Test
    void shouldLoseAndDoubleNothingWhenDatabaseIsKilled() {
        List<InvoiceIssued> before = invoices(100);
        List<InvoiceIssued> meanwhile = invoices(40);
        int lettersBefore = KAFKA.values("consent.dead-letters.v1").size();
        before.forEach(invoice -> KAFKA.send(encoded(invoice)));
        Infrastructure.get().postgres().kill();
        try {
            for (InvoiceIssued invoice : meanwhile) {
                EncodedEvent event = encoded(invoice);
                KAFKA.send(event);
                KAFKA.send(event);
            }
            assertThat(status("ready")).isEqualTo(503);
            assertThat(status("live")).isEqualTo(200);
        } finally {
            Infrastructure.get().postgres().restart();
        }

        UUID[] all = Stream.concat(before.stream(), meanwhile.stream())
                .map(InvoiceIssued::invoiceId)
                .toArray(UUID[]::new);
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        Database.query("SELECT effects FROM ledger WHERE invoice_id = ANY (?)", (Object) all))
                .hasSize(140)
                .containsOnly("1"));
        await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> status("ready") == 200);
        assertThat(KAFKA.values("consent.dead-letters.v1")).hasSize(lettersBefore);
    }

    private static int status(String kind) {
        return given().get("/q/health/" + kind).then().extract().statusCode();
    }

    private static List<InvoiceIssued> invoices(int count) {
        return Stream.generate(EventConsumerTest::invoice).limit(count).toList();
    }

    private static InvoiceIssued invoice() {
        return new InvoiceIssued(UUID.randomUUID(), UUID.randomUUID(), LocalDate.parse("2026-11-24"));
    }

    private static List<String> effects(InvoiceIssued invoice) {
        return Database.query("SELECT effects FROM ledger WHERE invoice_id = ?", invoice.invoiceId());
    }

    private static long tickets(TicketOpened ticket) {
        return Database.count("SELECT count(*) FROM ticket WHERE ticket_id = ?", ticket.ticketId());
    }

    private static EncodedEvent encoded(EventData data) {
        return CODEC.encode(EventMessage.create("/tests", Clock.systemUTC(), data));
    }

    private static ConsumerRecord<byte[], byte[]> record(EncodedEvent event) {
        var record =
                new ConsumerRecord<>(event.topic(), 0, 0L, event.key().getBytes(StandardCharsets.UTF_8), event.data());
        event.headers().forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
