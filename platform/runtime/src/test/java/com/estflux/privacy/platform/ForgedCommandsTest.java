package com.estflux.privacy.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.proof.EventSigner;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.support.TicketOpened;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever can write to Kafka is still not believed. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ForgedCommandsTest {

    private static final KafkaProbe KAFKA = new KafkaProbe(Infrastructure.get().kafka());
    private static final EventCodec CODEC = new EventCodec();

    private final UUID subject = UUID.randomUUID();

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void subjectHasATicket() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        KAFKA.send(encoded("/tests", new TicketOpened(UUID.randomUUID(), subject, now())));
        await().until(() -> tickets() == 1);
    }

    @Test
    void shouldNotEraseForAnotherSource() {
        KAFKA.send(encoded("/estflux/attacker", erase()));

        assertRefused("WRONG_SENDER", "wrong-sender");
    }

    @Test
    void shouldNotEraseUnsigned() {
        KAFKA.sendAsIs(encoded("/estflux/dsr", erase()));

        assertRefused("UNSIGNED", "unsigned");
    }

    @Test
    void shouldNotEraseWithAnotherKey() {
        for (String other : List.of("attacker", "billing", "retention", "consent", "dsr-retired")) {
            KAFKA.sendSignedBy(other, encoded("/estflux/dsr", erase()));
        }

        assertRefused("WRONG_SIGNATURE", "wrong-signature");
        await().until(() -> audited("wrong-signature") == 5);
    }

    @Test
    void shouldNotEraseWhatWasSignedForSomebodyElse() {
        var genuine = new EventSigner(TestKeys.of("dsr").pair())
                .sign(encoded(
                        "/estflux/dsr",
                        new SubjectErase(
                                UUID.randomUUID(), null, UUID.randomUUID(), List.of(), List.of("elsewhere"), now())));
        EncodedEvent forged = encoded("/estflux/dsr", erase());

        KAFKA.sendAsIs(new EncodedEvent(
                forged.topic(), forged.key(), forged.partitionKey(), genuine.headers(), forged.data()));

        assertRefused("WRONG_SIGNATURE", "wrong-signature");
    }

    @Test
    void shouldNotEraseInTheFuture() {
        KAFKA.send(encoded(
                "/estflux/dsr",
                new SubjectErase(
                        UUID.randomUUID(), null, subject, List.of(), List.of("probe"), now().plusSeconds(400))));

        assertRefused("FUTURE_DATED", "future-dated");
    }

    @Test
    void shouldTakeNothingFromTheFutureSignedOrNot() {
        UUID other = UUID.randomUUID();
        KAFKA.send(
                encoded("/tests", new TicketOpened(UUID.randomUUID(), other, Instant.parse("9999-12-31T23:59:59Z"))));
        KAFKA.send(encoded("/tests", new TicketOpened(UUID.randomUUID(), other, now().plusSeconds(200))));

        await().until(() -> tickets(other) == 1);
        await().until(() -> deadLetters().stream().anyMatch(letter -> letter.contains("FUTURE_DATED")));
    }

    @Test
    void shouldTakeOverlappingKeysOfAnIssuer() {
        SubjectErase erase = erase();
        KAFKA.sendSignedBy("dsr-next", encoded("/estflux/dsr", erase));

        await().until(() -> receipts(erase) == 1);
        assertThat(tickets()).isZero();
    }

    @Test
    void shouldChangeNothingWhenAGenuineEventIsReplayed() {
        SubjectErase erase = erase();
        EncodedEvent genuine = new EventSigner(TestKeys.of("dsr").pair()).sign(encoded("/estflux/dsr", erase));
        KAFKA.sendAsIs(genuine);
        await().until(() -> receipts(erase) == 1);

        KAFKA.sendAsIs(genuine);
        KAFKA.sendAsIs(genuine);
        SubjectErase next = erase();
        KAFKA.send(encoded("/estflux/dsr", next));

        await().until(() -> receipts(next) == 1);
        assertThat(receipts(erase)).isEqualTo(1);
    }

    private void assertRefused(String reason, String code) {
        await().until(() -> audited(code) > 0);
        await().until(() -> deadLetters().stream().anyMatch(letter -> letter.contains(reason)));
        assertThat(tickets()).isEqualTo(1);
        assertThat(meters.find("events.refused").tag("reason", code).counters()).isNotEmpty();
        SubjectErase genuine = erase();
        KAFKA.send(encoded("/estflux/dsr", genuine));
        await().until(() -> receipts(genuine) == 1);
    }

    /** Entries about the subject, which the log names by its pseudonym only. */
    private long audited(String code) {
        return Database.count(
                "SELECT count(*) FROM audit_entry e WHERE action = 'event.refuse' AND outcome = 'REFUSED' AND reason = ?"
                        + " AND object_id = 'subject.erase' AND subject_ref = ?",
                code,
                pseudonyms.of(subject));
    }

    @Inject
    com.estflux.privacy.platform.crypto.Pseudonyms pseudonyms;

    private static List<String> deadLetters() {
        return KAFKA.records("consent.dead-letters.v1").stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private SubjectErase erase() {
        return new SubjectErase(UUID.randomUUID(), null, subject, List.of(), List.of("probe"), now());
    }

    private static long receipts(SubjectErase command) {
        return KAFKA.events(Topic.PRIVACY_RECEIPTS).stream()
                .filter(event -> event.data() instanceof CommandCompleted done
                        && done.commandId().equals(command.commandId()))
                .count();
    }

    private long tickets() {
        return tickets(subject);
    }

    private static long tickets(UUID of) {
        return Database.count("SELECT count(*) FROM ticket WHERE subject_id = ?", of);
    }

    private static EncodedEvent encoded(String source, EventData data) {
        return CODEC.encode(EventMessage.create(source, Clock.systemUTC(), data));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
