package com.estflux.privacy.consent.rights;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static com.estflux.privacy.consent.fixture.ConsentApi.decision;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static com.estflux.privacy.consent.fixture.ConsentApi.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.consent.fixture.Events;
import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.rights.CategoryDispose;
import com.estflux.privacy.contracts.rights.CategoryInstruction;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.Command;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectExport;
import com.estflux.privacy.contracts.rights.SubjectRectify;
import com.estflux.privacy.contracts.rights.SubjectRestrict;
import com.estflux.privacy.contracts.rights.SubjectUnrestrict;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.contracts.rights.Treatment;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.OneTimePlace;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentStoreTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final List<String> US = List.of("consent");

    @Inject
    ProofDisposal disposal;

    @Test
    void shouldFollowAccounts() {
        UUID subject = UUID.randomUUID();
        Events.publish(new AccountOpened(subject, NOW));
        soon().untilAsserted(
                        () -> assertThat(reason(subject, "service-delivery")).isEqualTo("contract"));

        Events.publish(new AccountClosed(subject, NOW.plusSeconds(60)));
        soon().untilAsserted(
                        () -> assertThat(reason(subject, "service-delivery")).isEqualTo("account-closed"));
        assertThat(mayWe(subject, "billing").getString("legalBasis")).isEqualTo("legal-obligation");

        Events.publish(new AccountOpened(subject, NOW));
        UUID witness = UUID.randomUUID();
        Events.publish(new AccountOpened(witness, NOW));
        soon().until(() -> mayWe(witness, "billing").getBoolean("allowed"));
        assertThat(reason(subject, "service-delivery")).isEqualTo("account-closed");
    }

    @Test
    void shouldNotCloseAccountsInTheFuture() {
        UUID subject = UUID.randomUUID();
        Events.publish(new AccountOpened(subject, NOW));
        Events.publish(new AccountClosed(subject, Instant.parse("9999-12-31T23:59:59Z")));
        UUID witness = UUID.randomUUID();
        Events.publish(new AccountOpened(witness, NOW));
        soon().until(() -> mayWe(witness, "billing").getBoolean("allowed"));

        soon().untilAsserted(
                        () -> assertThat(reason(subject, "service-delivery")).isEqualTo("contract"));
        Events.publish(new AccountClosed(subject, NOW.plusSeconds(60)));
        soon().untilAsserted(
                        () -> assertThat(reason(subject, "service-delivery")).isEqualTo("account-closed"));
    }

    @Test
    void shouldLeaveProofWithoutIdentifierAndTombstone() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        decide(customer, "granted");
        soon().until(() -> Events.records(Topic.CONSENT_CHANGES, subject).size() == 1);

        List<CategoryOutcome> outcomes = complete(erase(subject, List.of(keptUntil(LocalDate.of(2029, 12, 31)))));

        assertThat(outcomes).singleElement().satisfies(one -> {
            assertThat(one.outcome()).isEqualTo(Outcome.RETAINED);
            assertThat(one.count()).isEqualTo(1);
            assertThat(one.legalBasis()).isEqualTo("Art. 7(1)");
        });
        soon().untilAsserted(() -> assertThat(Events.records(Topic.CONSENT_CHANGES, subject))
                .last()
                .matches(record -> record.value() == null));
        assertThat(rowsOf(subject)).isZero();
        assertThat(reason(subject, MARKETING)).isEqualTo("erased");
        assertThat(complete(new SubjectVerify(UUID.randomUUID(), null, subject, US, NOW)))
                .singleElement()
                .matches(one -> one.outcome() == Outcome.HELD && one.count() == 1);
        decide(customer, "granted")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://estflux.com/problems/subject-erased"));
        assertThat(rowsOf(subject)).isZero();
    }

    @Test
    void shouldRetainAsPlannedAndDisposeWhenTold() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        String recordId = decide(customer, "granted").jsonPath().getString("recordId");
        var keep = keptUntil(LocalDate.of(2029, 12, 31));

        assertThat(complete(erase(subject, List.of(keep)))).singleElement().satisfies(one -> {
            assertThat(one.outcome()).isEqualTo(Outcome.RETAINED);
            assertThat(one.retainUntil()).isEqualTo(LocalDate.of(2029, 12, 31));
        });
        assertThat(complete(new SubjectVerify(UUID.randomUUID(), null, subject, US, NOW)))
                .singleElement()
                .matches(one -> one.outcome() == Outcome.HELD && one.count() == 1);

        var dispose = new CategoryDispose(
                UUID.randomUUID(), null, subject, DataCategory.CONSENT_RECORD, List.of(recordId), "1", US, NOW);
        assertThat(complete(dispose)).singleElement().matches(one -> one.outcome() == Outcome.ERASED);
        assertThat(Database.number(
                        "SELECT count(*) FROM consent_record WHERE record_id = ?", UUID.fromString(recordId)))
                .isZero();
    }

    @Test
    void shouldDisposeOfAProofTheDayAfterItsLast() {
        LocalDate today = Tallinn.today(TestClock.get());
        String over = provenUntil(today.minusDays(1));
        String lastDay = provenUntil(today);

        disposal.disposeDue().await().atMost(Duration.ofSeconds(30));

        assertThat(records(over)).isZero();
        assertThat(records(lastDay)).isEqualTo(1);
        assertThat(Database.number("SELECT count(*) FROM audit_entry WHERE action = 'consent.proof.dispose'"))
                .isPositive();
    }

    /** A person's history cannot be made anonymous under a key the service has: what is not retained is deleted. */
    @ParameterizedTest
    @EnumSource(names = {"ERASE", "ANONYMISE"})
    void shouldDeleteWhatIsNotRetained(Treatment treatment) {
        Customer customer = Identities.newCustomer();
        String recordId = decide(customer, "granted").jsonPath().getString("recordId");
        var all = new CategoryInstruction(DataCategory.CONSENT_RECORD, treatment, null, null, List.of(), null);

        assertThat(complete(erase(customer.subjectId(), List.of(all))))
                .singleElement()
                .matches(one -> one.outcome() == Outcome.ERASED);
        assertThat(records(recordId)).isZero();
        assertThat(complete(new SubjectVerify(UUID.randomUUID(), null, customer.subjectId(), US, NOW)))
                .isEmpty();
    }

    private String provenUntil(LocalDate date) {
        Customer customer = Identities.newCustomer();
        String recordId = decide(customer, "granted").jsonPath().getString("recordId");
        complete(erase(customer.subjectId(), List.of(keptUntil(date))));
        return recordId;
    }

    private static CategoryInstruction keptUntil(LocalDate date) {
        return new CategoryInstruction(
                DataCategory.CONSENT_RECORD, Treatment.RETAIN, "Art. 7(1)", date, List.of(), null);
    }

    private static long records(String recordId) {
        return Database.number("SELECT count(*) FROM consent_record WHERE record_id = ?", UUID.fromString(recordId));
    }

    @Test
    void shouldDropLateEventsOfTheErased() {
        UUID subject = UUID.randomUUID();
        complete(erase(subject, List.of()));
        Events.publish(new AccountOpened(subject, NOW));
        UUID witness = UUID.randomUUID();
        for (int i = 0; i < 50; i++) {
            Events.publish(new AccountOpened(i == 0 ? witness : UUID.randomUUID(), NOW));
        }

        soon().until(() -> mayWe(witness, "billing").getBoolean("allowed"));
        assertThat(rowsOf(subject)).isZero();
    }

    /** Late data of the erased life stays out; the new life is a person like any other, and can be erased as one. */
    @Test
    void shouldLetAPersonComeBack() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        String before = decide(customer, "granted").jsonPath().getString("recordId");
        complete(erase(subject, List.of(keptUntil(LocalDate.of(2029, 12, 31)))));
        assertThat(reason(subject, "service-delivery")).isEqualTo("erased");
        Instant back = Instant.now();

        Events.publish(new AccountOpened(subject, back));
        soon().untilAsserted(
                        () -> assertThat(reason(subject, "service-delivery")).isEqualTo("contract"));
        Events.publish(new AccountClosed(subject, back.minusSeconds(3600)));
        Events.publish(new AccountOpened(subject, NOW));
        UUID witness = UUID.randomUUID();
        Events.publish(new AccountOpened(witness, NOW));
        soon().until(() -> mayWe(witness, "billing").getBoolean("allowed"));

        assertThat(reason(subject, "service-delivery")).isEqualTo("contract");
        assertThat(reason(subject, MARKETING)).isNotEqualTo("consent");
        String after = decide(customer, "granted").jsonPath().getString("recordId");
        assertThat(reason(subject, MARKETING)).isEqualTo("consent");
        assertThat(complete(erase(subject, List.of(keptUntil(LocalDate.of(2030, 1, 31))))))
                .singleElement()
                .matches(one -> one.outcome() == Outcome.RETAINED && one.count() == 1);
        assertThat(complete(new SubjectVerify(UUID.randomUUID(), null, subject, US, NOW)))
                .singleElement()
                .matches(one -> one.outcome() == Outcome.HELD && one.count() == 2);
        assertThat(records(before) + records(after)).isEqualTo(2);
        assertThat(reason(subject, "service-delivery")).isEqualTo("erased");
    }

    @Test
    void shouldStopWhatIsRestricted() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        decide(customer, "granted");
        Events.publish(new AccountOpened(subject, NOW));
        soon().untilAsserted(() -> assertThat(reason(subject, "billing")).isEqualTo("contract"));

        complete(new SubjectRestrict(UUID.randomUUID(), null, subject, List.of(MARKETING), US, NOW));
        assertThat(reason(subject, MARKETING)).isEqualTo("restricted");
        assertThat(reason(subject, "security")).isEqualTo("legitimate-interest");
        complete(new SubjectRestrict(UUID.randomUUID(), null, subject, List.of(), US, NOW));
        // Every purpose but those of Art. 18(2) stops.
        assertThat(reason(subject, MARKETING)).isEqualTo("restricted");
        assertThat(reason(subject, "service-improvement")).isEqualTo("restricted");
        assertThat(reason(subject, "service-communication")).isEqualTo("restricted");
        assertThat(reason(subject, "service-delivery")).isEqualTo("restricted");
        assertThat(reason(subject, "web-analytics")).isEqualTo("restricted");
        assertThat(reason(subject, "security")).isEqualTo("legitimate-interest");
        assertThat(reason(subject, "fraud-prevention")).isEqualTo("legitimate-interest");
        assertThat(reason(subject, "legal-compliance")).isEqualTo("legal-obligation");
        assertThat(reason(subject, "billing")).isEqualTo("contract");
        complete(new SubjectRestrict(UUID.randomUUID(), null, subject, List.of("security"), US, NOW));
        assertThat(reason(subject, "security")).isEqualTo("legitimate-interest");
        complete(new SubjectUnrestrict(UUID.randomUUID(), null, subject, List.of(), US, NOW));
        assertThat(reason(subject, MARKETING)).isEqualTo("consent");
    }

    /** Nothing leads to the person any more: not the id, not the pseudonym in anything but what must recognise it. */
    @Test
    void shouldLeaveNoIdentifierAnywhere() {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        UUID visitor = UUID.randomUUID();
        as(customer)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(decision("granted"))
                .put(path(subject))
                .then()
                .statusCode(200);
        as(customer).body(Map.of("state", "raised")).put("/v1/subjects/" + subject + "/objections/security");
        as(customer).header("DNT", "1").get("/v1/visitors/" + visitor + "/choices");
        as(customer).post("/v1/visitors/" + visitor + "/link").then().statusCode(200);
        soon().until(() -> Database.number("SELECT count(*) FROM outbox") == 0);
        assertThat(Database.rowsWith(subject.toString())).isPositive();

        assertThat(complete(erase(subject, List.of())))
                .singleElement()
                .matches(one -> one.outcome() == Outcome.ERASED && one.count() == 3);

        soon().until(() -> Database.number("SELECT count(*) FROM outbox") == 0);
        assertThat(Database.rowsWith(subject.toString())).isZero();
        assertThat(Database.rowsWith(visitor.toString())).isZero();
    }

    @Test
    void shouldDeliverExportLineByLine() throws IOException {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        decide(customer, "granted");
        decide(customer, "withdrawn");
        as(customer).body(Map.of("state", "raised")).put("/v1/subjects/" + subject + "/objections/security");

        try (OneTimePlace place = new OneTimePlace("")) {
            var export = new SubjectExport(
                    UUID.randomUUID(), null, subject, List.of(DataCategory.CONSENT_RECORD), place.url(), US, NOW);
            assertThat(complete(export))
                    .singleElement()
                    .matches(one -> one.outcome() == Outcome.EXPORTED && one.count() == 3);

            List<JsonPath> lines = place.received().lines().map(JsonPath::from).toList();
            assertThat(lines)
                    .extracting(line -> line.getString("kind"))
                    .containsExactly("person", "consent", "consent", "objection", "end");
            assertThat(lines.get(2).getString("state")).isEqualTo("withdrawn");
            assertThat(lines.get(1).getString("noticeTitle")).isEqualTo("News and offers by email");
            assertThat(place.commandId()).isEqualTo(export.commandId().toString());
            assertThat(as(customer)
                            .get("/v1/subjects/" + subject + "/consent-export")
                            .asString()
                            .strip())
                    .isEqualTo(place.received().strip());
        }
        as(Identities.newCustomer())
                .get("/v1/subjects/" + subject + "/consent-export")
                .then()
                .statusCode(404);
    }

    @Test
    void shouldDeliverToKnownPlacesOnly() {
        UUID subject = UUID.randomUUID();
        var elsewhere = new SubjectExport(
                UUID.randomUUID(),
                null,
                subject,
                List.of(DataCategory.CONSENT_RECORD),
                "http://localhost:1/elsewhere",
                US,
                NOW);
        int before = Events.deadLetters();
        Events.publish(elsewhere);

        soon().until(() -> Events.deadLetters() > before);
        assertThat(Events.heard(Topic.PRIVACY_RECEIPTS, CommandCompleted.class))
                .extracting(CommandCompleted::commandId)
                .doesNotContain(elsewhere.commandId());
    }

    @Test
    void shouldCorrectByFollowingTheWrongDecisionOnce() throws IOException {
        Customer customer = Identities.newCustomer();
        UUID subject = customer.subjectId();
        decide(customer, "granted");

        try (OneTimePlace place = new OneTimePlace(
                "{\"consents\":[{\"purpose\":\"marketing-email\",\"decision\":\"refused\",\"noticeVersion\":1,"
                        + "\"language\":\"en\"}]}")) {
            var rectify = new SubjectRectify(
                    UUID.randomUUID(), null, subject, List.of(DataCategory.CONSENT_RECORD), place.url(), US, NOW);
            assertThat(complete(rectify))
                    .singleElement()
                    .matches(one -> one.outcome() == Outcome.RECTIFIED && one.count() == 1);
            Events.publish(rectify);
        }
        assertThat(reason(subject, MARKETING)).isEqualTo("refused");
        as(customer)
                .get("/v1/subjects/" + subject + "/consents/history")
                .then()
                .body("items.state", equalTo(List.of("granted", "refused")))
                .body("items[1].channel", equalTo("rectification"));
    }

    private static SubjectErase erase(UUID subject, List<CategoryInstruction> instructions) {
        return new SubjectErase(UUID.randomUUID(), null, subject, instructions, US, NOW);
    }

    private static List<CategoryOutcome> complete(Command command) {
        Events.publish(command);
        return soon().until(
                        () -> Events.heard(Topic.PRIVACY_RECEIPTS, CommandCompleted.class).stream()
                                .filter(receipt -> receipt.commandId().equals(command.commandId()))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow()
                .outcomes();
    }

    private static String reason(UUID subject, String purpose) {
        return mayWe(subject, purpose).getString("reason");
    }

    private static long rowsOf(UUID subject) {
        return Database.number(
                "SELECT (SELECT count(*) FROM subject WHERE subject_id = ?)"
                        + " + (SELECT count(*) FROM consent WHERE subject_id = ?)",
                subject,
                subject);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }
}
