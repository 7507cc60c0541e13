package com.estflux.privacy.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.contracts.support.TicketOpened;
import com.estflux.privacy.platform.audit.AuditEntry;
import com.estflux.privacy.platform.audit.AuditLog;
import com.estflux.privacy.platform.audit.AuditOutcome;
import com.estflux.privacy.platform.audit.AuditSealer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.KafkaProbe;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestKeys;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class StoreProtocolTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final KafkaProbe KAFKA = new KafkaProbe(Infrastructure.get().kafka());
    private static final EventCodec CODEC = new EventCodec();

    @Inject
    MeterRegistry meters;

    @Inject
    AuditLog audit;

    @Inject
    AuditSealer sealer;

    @BeforeAll
    static void patience() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    @Test
    void shouldAnnounceItself() {
        await().untilAsserted(() -> assertThat(KAFKA.events(Topic.PRIVACY_STORES))
                .extracting(EventMessage::data)
                .anyMatch(data ->
                        data instanceof StoreAnnounced store && store.storeId().equals("probe")));
    }

    @Test
    void shouldEraseOnceHoweverOftenItIsTold() {
        UUID subject = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        publish(new TicketOpened(UUID.randomUUID(), subject, NOW));
        publish(new TicketOpened(UUID.randomUUID(), other, NOW));
        await().until(() -> tickets(subject) == 1 && tickets(other) == 1);

        var erase = new SubjectErase(
                UUID.randomUUID(), UUID.randomUUID(), subject, List.of(), List.of("probe", "elsewhere"), NOW);
        for (int i = 0; i < 100; i++) {
            publish(erase);
        }

        await().until(() -> receipts(erase.commandId(), CommandCompleted.class).size() == 100);
        assertThat(receipts(erase.commandId(), CommandCompleted.class))
                .containsOnly(
                        receipts(erase.commandId(), CommandCompleted.class).get(0));
        assertThat(receipts(erase.commandId(), CommandAcknowledged.class)).hasSize(1);
        var done = (CommandCompleted)
                receipts(erase.commandId(), CommandCompleted.class).get(0).data();
        assertThat(done.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.outcome()).isEqualTo(Outcome.ERASED);
            assertThat(outcome.count()).isEqualTo(1);
        });
        assertThat(tickets(subject)).isZero();
        assertThat(tickets(other)).isEqualTo(1);
        assertThat(Database.query(
                        "SELECT actor || ' ' || outcome FROM audit_entry"
                                + " WHERE action = 'command.subject.erase' AND object_id = ?",
                        erase.commandId().toString()))
                .as("who had it done, once")
                .containsExactly("client:dsr DONE");
    }

    @Test
    void shouldNotStoreLateDataOfErasedSubject() {
        UUID subject = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        var erase = new SubjectErase(UUID.randomUUID(), null, subject, List.of(), List.of("probe"), NOW);
        publish(erase);
        await().until(() -> !receipts(erase.commandId(), CommandCompleted.class).isEmpty());

        double droppedBefore = dropped();
        publish(new TicketOpened(UUID.randomUUID(), subject, NOW));
        publish(new TicketOpened(UUID.randomUUID(), other, NOW));
        var verify = new SubjectVerify(UUID.randomUUID(), null, subject, List.of("probe"), NOW);
        publish(verify);

        await().until(() -> tickets(other) == 1
                && !receipts(verify.commandId(), CommandCompleted.class).isEmpty());
        await().untilAsserted(() -> assertThat(dropped()).isEqualTo(droppedBefore + 1));
        assertThat(tickets(subject)).isZero();
    }

    private double dropped() {
        return meters.counter("privacy.suppressed", "what", "tickets").count();
    }

    @Test
    void shouldIgnoreCommandsForOthers() {
        UUID subject = UUID.randomUUID();
        publish(new TicketOpened(UUID.randomUUID(), subject, NOW));
        await().until(() -> tickets(subject) == 1);
        var notOurs = new SubjectErase(UUID.randomUUID(), null, subject, List.of(), List.of("elsewhere"), NOW);
        var verify = new SubjectVerify(UUID.randomUUID(), null, subject, List.of("probe"), NOW);
        publish(notOurs);
        publish(verify);

        await().until(() ->
                !receipts(verify.commandId(), CommandCompleted.class).isEmpty());
        assertThat(tickets(subject)).isEqualTo(1);
    }

    @Test
    void shouldPutPoisonAsideAndGoOn() {
        String secret = "poison-" + UUID.randomUUID();
        UUID subject = UUID.randomUUID();
        EncodedEvent good = CODEC.encode(
                EventMessage.create("/tests", Clock.systemUTC(), new TicketOpened(UUID.randomUUID(), subject, NOW)));
        KAFKA.send(new EncodedEvent(
                good.topic(),
                good.key(),
                good.partitionKey(),
                good.headers(),
                ("{\"" + secret + "\":").getBytes(StandardCharsets.UTF_8)));
        KAFKA.send(good);

        await().until(() -> tickets(subject) == 1);
        await().untilAsserted(() -> assertThat(KAFKA.values("consent.dead-letters.v1"))
                .anyMatch(letter -> letter.contains("MALFORMED_JSON"))
                .noneMatch(letter -> letter.contains(secret)));
    }

    @Test
    void shouldSealAuditEntriesIntoOneChain() throws SQLException {
        for (int i = 0; i < 20; i++) {
            audit.recordNow(AuditEntry.of("test.action", AuditEntry.SYSTEM, AuditOutcome.DONE)
                            .about(UUID.randomUUID())
                            .because("reason-" + i))
                    .await()
                    .atMost(Duration.ofSeconds(20));
        }
        sealer.seal().await().atMost(Duration.ofSeconds(20));

        try (Connection database = Infrastructure.get().postgres().connect("consent");
                var rows = database.createStatement().executeQuery("SELECT count(*), max(position) FROM audit_seal")) {
            rows.next();
            assertThat(rows.getLong(1)).isGreaterThanOrEqualTo(20).isEqualTo(rows.getLong(2));
        }
    }

    private static void publish(EventData data) {
        KAFKA.send(CODEC.encode(EventMessage.create(TestKeys.sourceOf(data), Clock.systemUTC(), data)));
    }

    private static List<EventMessage<?>> receipts(UUID commandId, Class<?> kind) {
        return KAFKA.events(Topic.PRIVACY_RECEIPTS).stream()
                .filter(event -> kind.isInstance(event.data())
                        && ((com.estflux.privacy.contracts.rights.Receipt) event.data())
                                .commandId()
                                .equals(commandId))
                .toList();
    }

    private static long tickets(UUID subject) {
        try (Connection database = Infrastructure.get().postgres().connect("consent");
                var statement = database.prepareStatement("SELECT count(*) FROM ticket WHERE subject_id = ?")) {
            statement.setObject(1, subject);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
