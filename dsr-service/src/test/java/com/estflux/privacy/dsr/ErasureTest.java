package com.estflux.privacy.dsr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.CaseChanged;
import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseOpened;
import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.CommandCompleted;
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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
class ErasureTest {

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

        await().untilAsserted(() -> assertThat(Api.details(requestId, "receipt-refused"))
                .containsExactly("another-subject"));
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
        await().untilAsserted(() -> assertThat(World.refusals(first.subjectId())).containsExactly("wrong-sender"));
        Api.post(Api.officer(), "/" + requestId + "/approval", approval(second)).statusCode(200);
        assertThat(Api.status(requestId)).isEqualTo("executing");
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
        await().untilAsserted(() -> assertThat(Mailbox.of(customer.email()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.subject()).isEqualTo("Your request has been carried out");
                    assertThat(letter.text())
                            .contains("aki.ee", "invoices and payments", "until 31.12.2033", "Accounting Act § 12")
                            .doesNotContain("invoice-1")
                            .doesNotContain(customer.subjectId().toString());
                    assertThat(letter.messageId()).endsWith("@privacy.estflux.com>");
                }));
    }
}
