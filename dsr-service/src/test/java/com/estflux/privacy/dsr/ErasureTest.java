package com.estflux.privacy.dsr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.retention.HoldChanged;
import com.estflux.privacy.contracts.retention.HoldState;
import com.estflux.privacy.contracts.rights.CaseChanged;
import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseOpened;
import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.CategoryOutcome;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.HoldConfirmed;
import com.estflux.privacy.contracts.rights.Outcome;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.contracts.rights.SubjectVerify;
import com.estflux.privacy.dsr.fixture.Api;
import com.estflux.privacy.dsr.fixture.Mailbox;
import com.estflux.privacy.dsr.fixture.World;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
class ErasureTest {

    private static final DateTimeFormatter LAST_BACKUP = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    @BeforeEach
    void storesAreKnown() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
        World.announceStores();
        await().untilAsserted(() -> given().auth()
                .oauth2(Api.officer())
                .get("/v1/stores")
                .then()
                .statusCode(200)
                .body("items.storeId", org.hamcrest.Matchers.hasItems("account", "billing", "dsr", "support")));
    }

    @Test
    void shouldEraseEverywhereProveItAndTellThePerson() {
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "erasure");
        Api.awaitStatus(requestId, "planning");
        approve(requestId, propose(requestId, 1));

        SubjectErase erase = World.command(requestId, SubjectErase.class);
        assertThat(erase.stores()).containsExactly("account", "billing", "dsr", "support");
        assertThat(erase.instructions()).hasSize(4);
        answerErasure(erase);
        answerVerification(World.command(requestId, SubjectVerify.class));

        Api.awaitStatus(requestId, "completed");
        assertThat(Api.timeline(requestId))
                .containsSubsequence("received", "identity-verified", "ask-plan", "propose-plan", "approve")
                .containsSubsequence("verify", "complete");
        assertEvents(requestId);
        assertCertificate(requestId, customer);
        assertLetter(customer);
    }

    @Test
    void shouldChangeNothingWhenReceiptsRepeatOrComeInAnyOrder() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        approve(requestId, propose(requestId, 1));
        SubjectErase erase = World.command(requestId, SubjectErase.class);

        World.complete(erase, "account", World.erased("account"));
        World.acknowledge(erase, "account");
        World.fail(erase, "account");
        var twice = EventMessage.create(
                "/estflux/support",
                Clock.systemUTC(),
                new CommandCompleted(
                        erase.commandId(),
                        "support",
                        erase.subjectId(),
                        List.of(World.erased("support")),
                        World.now()));
        World.say(twice);
        World.say(twice);
        World.complete(erase, "billing", World.erased("billing"));
        answerVerification(World.command(requestId, SubjectVerify.class));

        Api.awaitStatus(requestId, "completed");
        assertThat(Api.timeline(requestId))
                .doesNotContain("store-failed", "store-acknowledged-account")
                .filteredOn("store-completed"::equals)
                .hasSize(8);
        assertThat(World.commands(requestId, SubjectVerify.class)).hasSize(1);
    }

    @Test
    void shouldNotBelieveForgedReceipts() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        approve(requestId, propose(requestId, 1));
        SubjectErase erase = World.command(requestId, SubjectErase.class);

        World.say(
                "/estflux/support",
                new CommandCompleted(erase.commandId(), "billing", erase.subjectId(), List.of(), World.now()));
        World.say(
                "/estflux/billing",
                new CommandCompleted(erase.commandId(), "billing", UUID.randomUUID(), List.of(), World.now()));
        World.say(
                "/estflux/stranger",
                new CommandCompleted(erase.commandId(), "stranger", erase.subjectId(), List.of(), World.now()));

        await().untilAsserted(() ->
                assertThat(Api.details(requestId, "receipt-refused")).containsExactly("another-subject"));
        // The others do not come so far: they are not proved to be from the store they name.
        await().untilAsserted(() ->
                assertThat(World.refusals(erase.subjectId())).containsExactly("wrong-sender", "wrong-signature"));
        assertThat(taskStatus(requestId, "billing")).isEqualTo("pending");

        answerErasure(erase);
        answerVerification(World.command(requestId, SubjectVerify.class));
        Api.awaitStatus(requestId, "completed");
    }

    @Test
    void shouldTellSilentStoreAgainWordForWord() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        approve(requestId, propose(requestId, 1));
        SubjectErase erase = World.command(requestId, SubjectErase.class);
        World.complete(erase, "account", World.erased("account"));
        World.complete(erase, "billing", World.erased("billing"));

        await().until(() -> World.commands(requestId, SubjectErase.class).size() >= 2);
        assertThat(World.commands(requestId, SubjectErase.class)).containsOnly(erase);
        await().untilAsserted(() -> assertThat(Api.timeline(requestId)).contains("command-repeated"));

        World.complete(erase, "support", World.erased("support"));
        answerVerification(World.command(requestId, SubjectVerify.class));
        Api.awaitStatus(requestId, "completed");
    }

    @Test
    void shouldLetOfficerRetryFailedStore() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        approve(requestId, propose(requestId, 1));
        SubjectErase erase = World.command(requestId, SubjectErase.class);
        World.complete(erase, "account", World.erased("account"));
        World.complete(erase, "billing", World.erased("billing"));
        World.fail(erase, "support");
        await().untilAsserted(
                        () -> assertThat(Api.details(requestId, "store-failed")).containsExactly("erase:internal"));

        Api.post(Api.officer(), "/" + requestId + "/stores/account/retry").statusCode(409);
        Api.post(Api.officer(), "/" + requestId + "/stores/support/retry").statusCode(200);

        SubjectErase again = await().until(
                        () -> World.commands(requestId, SubjectErase.class).stream()
                                .filter(command -> !command.commandId().equals(erase.commandId()))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        assertThat(again.stores()).containsExactly("support");
        World.complete(again, "support", World.erased("support"));
        answerVerification(World.command(requestId, SubjectVerify.class));
        Api.awaitStatus(requestId, "completed");
    }

    @Test
    void shouldNotCertifyWhatAStoreStillHolds() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        approve(requestId, propose(requestId, 1));
        SubjectErase erase = World.command(requestId, SubjectErase.class);
        answerErasure(erase);
        SubjectVerify verify = World.command(requestId, SubjectVerify.class);
        World.complete(verify, "account", World.outcome("account", Outcome.HELD, null, "account-1"));
        World.complete(verify, "billing", World.held("billing"));
        World.complete(verify, "support");

        await().untilAsserted(() -> assertThat(Api.details(requestId, "verification-mismatch"))
                .containsExactly("account:held-not-retained"));
        assertThat(Api.status(requestId)).isEqualTo("verifying");
        Api.get(Api.officer(), "/" + requestId + "/certificate").statusCode(404);

        Api.post(Api.officer(), "/" + requestId + "/stores/account/retry").statusCode(200);
        SubjectErase again = await().until(
                        () -> World.commands(requestId, SubjectErase.class).stream()
                                .filter(command -> command.stores().equals(List.of("account")))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        World.complete(again, "account", World.erased("account"));
        SubjectVerify second = await().until(
                        () -> World.commands(requestId, SubjectVerify.class).stream()
                                .filter(command -> !command.commandId().equals(verify.commandId()))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
        answerVerification(second);
        Api.awaitStatus(requestId, "completed");
    }

    @Test
    void shouldNotRunAPlanThatIsNotTheOneApproved() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        PlanProposed first = propose(requestId, 1);
        PlanProposed second = propose(requestId, 2);
        await().untilAsserted(() -> Api.get(Api.officer(), "/" + requestId + "/plan")
                .statusCode(200)
                .body("revision", org.hamcrest.Matchers.is(2)));

        Api.post(Api.officer(), "/" + requestId + "/approval", approval(first)).statusCode(409);
        World.say("/estflux/stranger", World.plan(World.planRequest(requestId), 3));
        // It does not come as far as the case: a stranger may propose nothing.
        await().untilAsserted(
                        () -> assertThat(World.refusals(first.subjectId())).containsExactly("wrong-sender"));
        Api.post(Api.officer(), "/" + requestId + "/approval", approval(second)).statusCode(200);
        World.freeze(requestId, 2);
        Api.awaitStatus(requestId, "executing");
    }

    @Test
    void shouldTellNobodyToEraseBeforeThePlanIsFrozen() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        PlanProposed first = propose(requestId, 1);
        Api.awaitStatus(requestId, "awaiting-approval");
        Api.post(Api.officer(), "/" + requestId + "/approval", approval(first)).statusCode(200);
        Api.post(Api.officer(), "/" + requestId + "/approval", approval(first)).statusCode(200);

        // A silent retention is asked again, and the same.
        await().until(() -> World.freezes(requestId).size() >= 2);
        assertThat(World.freezes(requestId))
                .containsOnly(World.freezes(requestId).get(0));
        Api.get(Api.officer(), "/" + requestId + "/plan")
                .statusCode(200)
                .body("freezingSince", org.hamcrest.Matchers.notNullValue())
                .body("frozenAt", org.hamcrest.Matchers.nullValue());
        assertThat(Api.timeline(requestId)).contains("freezing").doesNotContain("run");
        World.say("/estflux/stranger", World.frozen(World.freezes(requestId).get(0)));
        await().untilAsserted(
                        () -> assertThat(World.refusals(first.subjectId())).containsExactly("wrong-sender"));
        assertThat(World.commands(requestId, SubjectErase.class)).isEmpty();

        // A hold arrived: another plan comes instead, and the approval is void.
        PlanProposed second = propose(requestId, 2);
        await().untilAsserted(() -> assertThat(Api.timeline(requestId)).contains("approval-void"));
        World.freeze(requestId, 1);
        await().during(Duration.ofSeconds(1)).until(() -> Api.status(requestId).equals("awaiting-approval"));
        assertThat(World.commands(requestId, SubjectErase.class)).isEmpty();

        approve(requestId, second);
        assertThat(World.command(requestId, SubjectErase.class).instructions()).hasSize(4);
        Api.awaitStatus(requestId, "executing");
        World.freeze(requestId, 2);
        await().during(Duration.ofSeconds(1))
                .until(() -> World.commands(requestId, SubjectErase.class).stream()
                                .map(SubjectErase::commandId)
                                .distinct()
                                .count()
                        == 1);
    }

    @Test
    void shouldCloseACaseWhoseStoreHonouredAHoldThatCameAfterThePlan() {
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "erasure");
        approve(requestId, propose(requestId, 1));
        SubjectErase erase = World.command(requestId, SubjectErase.class);
        UUID hold = UUID.randomUUID();
        World.say(
                "/estflux/retention",
                new HoldChanged(
                        hold,
                        1,
                        HoldState.PLACED,
                        customer.subjectId(),
                        DataCategory.ACCOUNT,
                        List.of(),
                        "GDPR Art. 17(3)(e)",
                        World.now()));
        await().until(() -> World.said(Topic.PRIVACY_RECEIPTS, HoldConfirmed.class).stream()
                .anyMatch(confirmed ->
                        confirmed.holdId().equals(hold) && confirmed.storeId().equals("dsr")));

        CategoryOutcome kept = World.outcome("account", Outcome.RETAINED, null, "account-1");
        World.complete(erase, "account", kept);
        World.complete(erase, "billing", World.erased("billing"));
        World.complete(erase, "support", World.erased("support"));
        SubjectVerify verify = World.command(requestId, SubjectVerify.class);
        World.complete(verify, "account", World.outcome("account", Outcome.HELD, null, "account-1"));
        World.complete(verify, "billing", World.held("billing"));
        World.complete(verify, "support");

        Api.awaitStatus(requestId, "completed");
    }

    @Test
    void shouldKeepTheLetterWhileMailIsDown() {
        Customer customer = Identities.newCustomer();
        UUID requestId = Api.open(customer, "access");
        Mailbox.whileDown(() -> {
            Api.post(Api.officer(), "/" + requestId + "/completion", Map.of("code", "export-handed-over"))
                    .statusCode(200);
            await().during(Duration.ofSeconds(1))
                    .until(() -> Mailbox.of(customer.email()).isEmpty());
        });
        await().untilAsserted(() -> assertThat(Mailbox.of(customer.email()))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains("export-handed-over", "aki.ee")));
    }

    private static PlanProposed propose(UUID requestId, int revision) {
        PlanProposed plan = World.plan(World.planRequest(requestId), revision);
        World.say("/estflux/retention", plan);
        return plan;
    }

    private static void approve(UUID requestId, PlanProposed plan) {
        Api.awaitStatus(requestId, "awaiting-approval");
        Api.post(Api.officer(), "/" + requestId + "/approval", approval(plan)).statusCode(200);
        World.freeze(requestId, plan.revision());
    }

    private static Map<String, Object> approval(PlanProposed plan) {
        return Map.of("revision", plan.revision(), "digest", plan.digest());
    }

    private static void answerErasure(SubjectErase erase) {
        for (String store : World.STORES) {
            World.acknowledge(erase, store);
            World.complete(erase, store, World.erased(store));
        }
    }

    private static void answerVerification(SubjectVerify verify) {
        for (String store : World.STORES) {
            World.complete(verify, store, World.held(store));
        }
    }

    private static String taskStatus(UUID requestId, String store) {
        List<String> found = Api.get(Api.officer(), "/" + requestId + "/stores")
                .statusCode(200)
                .extract()
                .path("findAll { it.storeId == '" + store + "' }.status");
        return found.get(0);
    }

    private static void assertEvents(UUID requestId) {
        assertThat(World.said(Topic.DSR_CASES, CaseOpened.class))
                .anyMatch(opened -> opened.caseId().equals(requestId));
        assertThat(World.said(Topic.DSR_CASES, CaseChanged.class))
                .filteredOn(changed -> changed.caseId().equals(requestId))
                .extracting(CaseChanged::status)
                .containsExactly(
                        CaseStatus.PLANNING, CaseStatus.AWAITING_APPROVAL, CaseStatus.EXECUTING, CaseStatus.VERIFYING);
        await().untilAsserted(() -> assertThat(World.said(Topic.DSR_CASES, CaseClosed.class))
                .filteredOn(closed -> closed.caseId().equals(requestId))
                .singleElement()
                .satisfies(closed -> assertThat(closed.status()).isEqualTo(CaseStatus.COMPLETED)));
    }

    private static void assertCertificate(UUID requestId, Customer customer) {
        String jws = Api.get(customer.token(), "/" + requestId + "/certificate")
                .statusCode(200)
                .extract()
                .path("jws");
        String statement = new String(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        assertThat(statement)
                .contains(requestId.toString(), "\"retained\"", "2033-12-31", "Accounting Act § 12", "\"erased\"")
                .doesNotContain(customer.email());
        Api.get(Identities.newCustomer().token(), "/" + requestId + "/certificate")
                .statusCode(404);
    }

    private static void assertLetter(Customer customer) {
        LocalDate today = Tallinn.today(TestClock.get());
        await().untilAsserted(() -> assertThat(Mailbox.of(customer.email()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.subject()).isEqualTo("Your request has been carried out");
                    assertThat(letter.text())
                            .contains("aki.ee", "invoices and payments", "until 31.12.2033", "Accounting Act § 12")
                            .containsPattern("Backups made before this may still hold the data until ("
                                    + LAST_BACKUP.format(today.minusDays(1).plusDays(35)) + "|"
                                    + LAST_BACKUP.format(today.plusDays(35)) + ");")
                            .doesNotContain("invoice-1")
                            .doesNotContain(customer.subjectId().toString());
                    assertThat(letter.messageId()).endsWith("@privacy.estflux.com>");
                }));
    }
}
