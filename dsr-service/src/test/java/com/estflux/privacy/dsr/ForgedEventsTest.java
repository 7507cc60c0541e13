package com.estflux.privacy.dsr;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.estflux.privacy.contracts.DataCategory;
import com.estflux.privacy.contracts.EventData;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.rights.CommandCompleted;
import com.estflux.privacy.contracts.rights.PlanProposed;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.rights.StoreAdmitted;
import com.estflux.privacy.contracts.rights.StoreAnnounced;
import com.estflux.privacy.contracts.rights.SubjectErase;
import com.estflux.privacy.dsr.fixture.Api;
import com.estflux.privacy.dsr.fixture.Mailbox;
import com.estflux.privacy.dsr.fixture.World;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who can write to Kafka is not therefore believed; who announces a store does not therefore take part. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "dsr"))
@QuarkusTestResource(Mailbox.class)
class ForgedEventsTest {

    private static final Instant FAR = Instant.parse("9999-12-31T23:59:59Z");

    @BeforeEach
    void storesAreAdmitted() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(40));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(300));
        World.announceStores();
        await().until(() ->
                Stream.of("account", "billing", "dsr", "support").allMatch(store -> "admitted".equals(state(store))));
    }

    @Test
    void shouldNotBelieveReceiptsThatAreNotTheStoresOwn() {
        SubjectErase erase = executing();
        UUID requestId = erase.caseId();
        var forged = new CommandCompleted(erase.commandId(), "billing", erase.subjectId(), List.of(), World.now());

        World.sayUnsigned("/estflux/billing", forged);
        World.saySignedBy("attacker", "/estflux/billing", forged);
        World.saySignedBy("account", "/estflux/billing", forged);
        World.saySignedBy("dsr", "/estflux/billing", forged);
        World.say("/estflux/support", forged);
        World.say(
                "/estflux/billing",
                new CommandCompleted(erase.commandId(), "billing", erase.subjectId(), List.of(), FAR));

        await().until(() -> World.refusals(erase.subjectId()).size() == 6);
        assertThat(World.refusals(erase.subjectId()))
                .contains("unsigned", "wrong-signature", "wrong-sender", "future-dated");
        assertThat(taskStatus(requestId, "billing")).isEqualTo("pending");

        World.complete(erase, "billing", World.erased("billing"));
        await().until(() -> "completed".equals(taskStatus(requestId, "billing")));
    }

    @Test
    void shouldNotTakePlansThatAreNotRetentionsOwn() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        PlanProposed plan = World.plan(World.planRequest(requestId), 1);
        var forged = new PlanProposed(
                plan.planId(),
                plan.caseId(),
                plan.subjectId(),
                Integer.MAX_VALUE,
                List.of(),
                "0".repeat(64),
                World.now());

        World.sayUnsigned("/estflux/retention", forged);
        World.saySignedBy("attacker", "/estflux/retention", forged);
        World.saySignedBy("dsr", "/estflux/retention", forged);
        World.say("/estflux/retention", forged);

        await().until(() -> Api.details(requestId, "plan-refused").equals(List.of("wrong-digest")));
        await().until(() -> World.refusals(plan.subjectId()).size() == 3);
        assertThat(Api.status(requestId)).isEqualTo("planning");
        World.say("/estflux/retention", plan);
        approve(requestId, plan);
    }

    @Test
    void shouldLetNoStoreTakePartBeforeItIsAdmitted() {
        String store = "store-" + UUID.randomUUID().toString().substring(0, 8);
        World.say("/estflux/" + store, announced(store, List.of(Right.RESTRICTION), World.now(), store));
        await().until(() -> "pending".equals(state(store)));
        assertThat(executing().stores()).containsExactly("account", "billing", "dsr", "support");

        admit(store, "0".repeat(64)).statusCode(409);
        admit("nobody", "0".repeat(64)).statusCode(404);
        String digest = field(store, "announcementDigest");
        admit(store, digest).statusCode(200);
        admit(store, digest).statusCode(200);

        assertThat(state(store)).isEqualTo("admitted");
        await().untilAsserted(() -> assertThat(World.said(Topic.PRIVACY_STORES, StoreAdmitted.class))
                .filteredOn(admitted -> admitted.storeId().equals(store))
                .singleElement()
                .satisfies(admitted -> {
                    assertThat(admitted.revision()).isEqualTo(1);
                    assertThat(admitted.keys())
                            .containsExactly(TestKeys.of(store).publicKey());
                }));
        assertThat(World.number(
                        "SELECT count(*) FROM audit_entry WHERE action = 'store.admit' AND object_id = ?", store))
                .isEqualTo(1);
    }

    @Test
    void shouldNotBeShutOutByForgedAnnouncements() {
        World.say("/estflux/support", World.announcement("support", FAR, "support"));
        World.say("/estflux/attacker", World.announcement("support", World.now(), "attacker"));
        World.sayUnsigned("/estflux/support", World.announcement("support", World.now(), "support"));
        World.saySignedBy("attacker", "/estflux/support", World.announcement("support", World.now(), "support"));
        // Possession of a key proves nothing but that: what a stranger announces waits, and yields to the store itself.
        World.saySignedBy(
                "attacker",
                "/estflux/support",
                World.announcement("support", World.now().plusSeconds(200), "attacker"));

        await().until(() -> "change-pending".equals(state("support")));
        assertThat(executing().stores()).containsExactly("account", "billing", "dsr", "support");
        World.announceStores();
        await().until(() -> "admitted".equals(state("support")));
    }

    @Test
    void shouldRotateAStoresKeyWithoutAGap() {
        SubjectErase erase = executing();
        UUID requestId = erase.caseId();
        World.say("/estflux/account", World.announcement("account", World.now(), "account", "account-next"));
        await().until(() -> "change-pending".equals(state("account")));

        // Not admitted yet: the next key proves nothing, the old one still does.
        World.saySignedBy("account-next", "/estflux/account", completed(erase));
        await().until(() -> World.refusals(erase.subjectId()).equals(List.of("wrong-signature")));
        admit("account", field("account", "announcementDigest")).statusCode(200);
        World.saySignedBy("account-next", "/estflux/account", completed(erase));
        await().until(() -> "completed".equals(taskStatus(requestId, "account")));

        World.saySignedBy(
                "account-next", "/estflux/account", World.announcement("account", World.now(), "account-next"));
        await().until(() -> "change-pending".equals(state("account")));
        admit("account", field("account", "announcementDigest")).statusCode(200);
        SubjectErase next = executing();
        World.saySignedBy("account", "/estflux/account", completed(next));
        await().until(() -> World.refusals(next.subjectId()).equals(List.of("wrong-signature")));
        assertThat(taskStatus(next.caseId(), "account")).isEqualTo("pending");
        await().untilAsserted(() -> assertThat(World.said(Topic.PRIVACY_STORES, StoreAdmitted.class))
                .filteredOn(admitted -> admitted.storeId().equals("account"))
                .anySatisfy(admitted -> assertThat(admitted.retiredKeys())
                        .containsExactly(TestKeys.of("account").publicKey())));

        // Back, for the other tests.
        World.saySignedBy("account", "/estflux/account", World.announcement("account", World.now(), "account"));
        await().until(() -> "change-pending".equals(state("account")));
        admit("account", field("account", "announcementDigest")).statusCode(200);
    }

    private static EventData completed(SubjectErase erase) {
        return new CommandCompleted(
                erase.commandId(), "account", erase.subjectId(), List.of(World.erased("account")), World.now());
    }

    private static SubjectErase executing() {
        UUID requestId = Api.open(Identities.newCustomer(), "erasure");
        PlanProposed plan = World.plan(World.planRequest(requestId), 1);
        World.say("/estflux/retention", plan);
        approve(requestId, plan);
        World.freeze(requestId, plan.revision());
        return World.command(requestId, SubjectErase.class);
    }

    private static void approve(UUID requestId, PlanProposed plan) {
        Api.awaitStatus(requestId, "awaiting-approval");
        Api.post(
                        Api.officer(),
                        "/" + requestId + "/approval",
                        Map.of("revision", plan.revision(), "digest", plan.digest()))
                .statusCode(200);
    }

    private static StoreAnnounced announced(String store, List<Right> rights, Instant at, String key) {
        return new StoreAnnounced(
                store,
                store,
                "tests",
                "privacy@example.com",
                List.of(DataCategory.ACCOUNT),
                rights,
                Duration.ofSeconds(1),
                at,
                List.of(TestKeys.of(key).publicKey()));
    }

    private static String taskStatus(UUID requestId, String store) {
        return Api.get(Api.officer(), "/" + requestId + "/stores")
                .extract()
                .path("find { it.storeId == '" + store + "' }.status");
    }

    private static ValidatableResponse admit(String store, String digest) {
        return given().auth()
                .oauth2(Api.officer())
                .contentType(ContentType.JSON)
                .body(Map.of("digest", digest))
                .post("/v1/stores/" + store + "/admission")
                .then();
    }

    private static String state(String store) {
        return field(store, "state");
    }

    private static String field(String store, String name) {
        return given().auth()
                .oauth2(Api.officer())
                .get("/v1/stores?limit=200")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.storeId == '" + store + "' }." + name);
    }
}
