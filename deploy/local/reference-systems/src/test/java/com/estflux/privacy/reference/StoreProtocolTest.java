package com.estflux.privacy.reference;

import static com.estflux.privacy.reference.Commands.NOW;
import static com.estflux.privacy.reference.Commands.dispose;
import static com.estflux.privacy.reference.Commands.erase;
import static com.estflux.privacy.reference.Commands.releasing;
import static com.estflux.privacy.reference.Commands.retain;
import static com.estflux.privacy.reference.Commands.verify;
import static com.estflux.privacy.reference.TestSystem.events;
import static com.estflux.privacy.reference.TestSystem.json;
import static com.estflux.privacy.reference.TestSystem.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventCodec;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.RecordDigest;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandAcknowledged;
import com.estflux.privacy.contracts.rights.CommandFailed;
import com.estflux.privacy.contracts.rights.FailureReason;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StoreProtocolTest {

    private static final LocalDate UNTIL = LocalDate.of(2033, 12, 31);
    private static TestSystem billing;

    @BeforeAll
    static void start() {
        billing = TestSystem.start("billing");
    }

    @AfterAll
    static void stop() {
        billing.close();
    }

    @Test
    void shouldAnnounceItself() {
        await().atMost(TestSystem.PATIENCE)
                .untilAsserted(() -> assertThat(events(Topic.PRIVACY_STORES, StoreAnnounced.class, one -> one.storeId()
                                .equals("billing")))
                        .last()
                        .satisfies(store -> {
                            assertThat(store.categories()).containsExactly(DataCategory.BILLING_RECORD);
                            assertThat(store.rights()).containsExactly(Right.ERASURE);
                        }));
    }

    @Test
    void shouldKeepWhatThePlanKeepsAndEraseTheRest() {
        UUID subject = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        UUID kept = issue(subject, "Kept " + subject);
        UUID erased = issue(subject, "Erased " + subject);
        UUID unknown = UUID.randomUUID();
        UUID others = issue(other, "Other");
        String othersRow = billing.rowsWith("billing_record", other);

        var done = billing.carryOut(
                erase("billing", subject, retain(DataCategory.BILLING_RECORD, UNTIL, kept, unknown, others)));
        var held = billing.carryOut(verify("billing", subject));

        assertThat(done.outcomes())
                .containsExactlyInAnyOrder(
                        outcome(Outcome.ERASED, null, null, erased),
                        outcome(Outcome.RETAINED, UNTIL, Commands.BASIS, kept));
        assertThat(held.outcomes()).containsExactly(outcome(Outcome.HELD, null, null, kept));
        assertThat(billing.rowsWith("billing_record", subject))
                .hasLineCount(1)
                .contains("Kept " + subject, "2033-12-31", Commands.BASIS);
        assertThat(billing.rowsWith("billing_record", other)).isEqualTo(othersRow);
    }

    @Test
    void shouldKeepAllOfACategoryRetainedAsAWhole() {
        UUID subject = UUID.randomUUID();
        UUID one = issue(subject, "Held " + subject);
        UUID two = issue(subject, "Held too " + subject);

        var done = billing.carryOut(erase("billing", subject, retain(DataCategory.BILLING_RECORD, null)));
        var held = billing.carryOut(verify("billing", subject));

        assertThat(done.outcomes()).containsExactly(outcome(Outcome.RETAINED, null, Commands.BASIS, one, two));
        assertThat(held.outcomes()).containsExactly(outcome(Outcome.HELD, null, null, one, two));
    }

    /** An invoice must not be destroyed because it was issued when the plan had been made. */
    @Test
    void shouldKeepARecordThePlanDidNotKnow() {
        UUID subject = UUID.randomUUID();
        UUID kept = issue(subject, "Kept " + subject);
        UUID released = issue(subject, "Released " + subject);
        UUID unknown = issue(subject, "Unknown " + subject);

        var done = billing.carryOut(
                erase("billing", subject, releasing(DataCategory.BILLING_RECORD, UNTIL, released, kept)));

        assertThat(done.outcomes())
                .containsExactlyInAnyOrder(
                        outcome(Outcome.ERASED, null, null, released),
                        outcome(Outcome.RETAINED, null, Commands.BASIS, kept, unknown));
        assertThat(billing.rowsWith("billing_record", subject))
                .hasLineCount(2)
                .contains("Kept " + subject, "Unknown " + subject, "2033-12-31");
    }

    @Test
    void shouldHoldNothingOfAnErasedSubjectNotEvenTheId() {
        UUID subject = UUID.randomUUID();
        UUID invoice = issue(subject, "Erased");

        billing.carryOut(erase("billing", subject));
        var held = billing.carryOut(verify("billing", subject));

        assertThat(held.outcomes()).containsExactly(outcome(Outcome.NOT_FOUND, null, null));
        await().atMost(TestSystem.PATIENCE)
                .untilAsserted(() -> assertThat(billing.everythingWith(subject)).isEmpty());
        assertThat(billing.everythingWith(invoice)).isEmpty();
    }

    @Test
    void shouldRefuseLateRecordsOfAnErasedSubject() {
        UUID subject = UUID.randomUUID();
        UUID kept = issue(subject, "Kept");
        billing.carryOut(erase("billing", subject, retain(DataCategory.BILLING_RECORD, UNTIL, kept)));

        HttpResponse<String> invoice = billing.post("/invoices", BillingSystemTest.invoice(subject, "Late"));
        HttpResponse<String> dispute = billing.post("/disputes", "{\"invoiceId\":\"" + kept + "\"}");

        assertThat(List.of(invoice, dispute)).allSatisfy(response -> {
            assertThat(response.statusCode()).isEqualTo(409);
            assertThat(json(response).path("type").asText()).endsWith("/subject-erased");
        });
        assertThat(billing.rowsWith("billing_record", subject)).hasLineCount(1);
    }

    @Test
    void shouldHaveOneEffectHoweverOftenItIsTold() {
        UUID subject = UUID.randomUUID();
        issue(subject, "Erased");
        var erase = erase("billing", subject);

        for (int i = 0; i < 100; i++) {
            publish(erase);
        }

        await().atMost(TestSystem.PATIENCE).until(() -> billing.finals(erase).size() == 100);
        var receipts = billing.finals(erase);
        assertThat(receipts).containsOnly(receipts.get(0));
        assertThat(billing.receipts(erase))
                .filteredOn(event -> event.data() instanceof CommandAcknowledged)
                .hasSize(1);
        assertThat(billing.awaitFinal(erase)).hasFieldOrPropertyWithValue("subjectId", subject);
        assertThat(billing.number("SELECT count(*) FROM command_execution WHERE command_id = ?", erase.commandId()))
                .isEqualTo(1);
    }

    @Test
    void shouldDisposeOfTheNamedRecordsOfTheSubjectAlone() {
        UUID subject = UUID.randomUUID();
        UUID due = issue(subject, "Due");
        UUID notDue = issue(subject, "Not due");
        UUID others = issue(UUID.randomUUID(), "Other");
        billing.carryOut(erase("billing", subject, retain(DataCategory.BILLING_RECORD, UNTIL, due, notDue)));

        var done = billing.carryOut(dispose("billing", subject, DataCategory.BILLING_RECORD, due, others, "no-uuid"));
        var again = billing.carryOut(dispose("billing", subject, DataCategory.BILLING_RECORD, due));
        var held = billing.carryOut(verify("billing", subject));

        assertThat(done.outcomes()).containsExactly(outcome(Outcome.ERASED, null, null, due));
        assertThat(again.outcomes()).containsExactly(outcome(Outcome.NOT_FOUND, null, null));
        assertThat(held.outcomes()).containsExactly(outcome(Outcome.HELD, null, null, notDue));
        assertThat(billing.rowsWith("billing_record", others)).isNotEmpty();
    }

    @Test
    void shouldSayWhatItCannotDo() {
        UUID subject = UUID.randomUUID();
        issue(subject, "Stays");
        var dispose = dispose("billing", subject, DataCategory.WEB_ANALYTICS, UUID.randomUUID());
        var restrict =
                new SubjectRestrict(UUID.randomUUID(), UUID.randomUUID(), subject, List.of(), List.of("billing"), NOW);
        publish(dispose);
        publish(restrict);

        assertThat(((CommandFailed) billing.awaitFinal(dispose)).reason()).isEqualTo(FailureReason.UNKNOWN_CATEGORY);
        assertThat(((CommandFailed) billing.awaitFinal(restrict)).reason()).isEqualTo(FailureReason.UNSUPPORTED);
        assertThat(billing.rowsWith("billing_record", subject)).hasLineCount(1);
    }

    @Test
    void shouldCarryOutNoForgedCommand() {
        UUID subject = UUID.randomUUID();
        var forged = erase("billing", subject);
        EventCodec codec = new EventCodec();
        EncodedEvent asDsr = codec.encode(EventMessage.create("/estflux/dsr", Clock.systemUTC(), forged));
        TestSystem.kafka().sendAsIs(asDsr);
        TestSystem.kafka().sendSignedBy("attacker", asDsr);
        TestSystem.kafka().sendSignedBy("billing", asDsr);
        TestSystem.kafka().send(codec.encode(EventMessage.create("/estflux/attacker", Clock.systemUTC(), forged)));
        var late = new SubjectErase(
                UUID.randomUUID(), null, subject, List.of(), List.of("billing"), Instant.parse("9999-01-01T00:00:00Z"));
        publish(late);

        billing.carryOut(verify("billing", subject));

        assertThat(billing.receipts(forged)).isEmpty();
        assertThat(billing.receipts(late)).isEmpty();
    }

    @Test
    void shouldIgnoreCommandsForOthersAndPassOverWhatIsNone() {
        UUID subject = UUID.randomUUID();
        issue(subject, "Stays");
        var notOurs = erase("elsewhere", subject);
        publish(notOurs);
        TestSystem.kafka()
                .send(new EncodedEvent(
                        Topic.PRIVACY_COMMANDS.topicName(),
                        subject.toString(),
                        subject.toString(),
                        Map.of("ce_type", "com.estflux.subject.erase.v1"),
                        "{\"commandId\":".getBytes(StandardCharsets.UTF_8)));

        billing.carryOut(verify("billing", subject));

        assertThat(billing.receipts(notOurs)).isEmpty();
        assertThat(billing.rowsWith("billing_record", subject)).hasLineCount(1);
    }

    private static UUID issue(UUID subject, String name) {
        return billing.create("/invoices", BillingSystemTest.invoice(subject, name), "invoiceId");
    }

    private static CategoryOutcome outcome(
            Outcome outcome, @Nullable LocalDate until, @Nullable String basis, UUID... records) {
        List<String> ids = List.of(records).stream().map(UUID::toString).toList();
        return new CategoryOutcome(
                DataCategory.BILLING_RECORD,
                outcome,
                ids.size(),
                until,
                basis,
                ids.isEmpty() ? null : RecordDigest.of(ids));
    }
}
