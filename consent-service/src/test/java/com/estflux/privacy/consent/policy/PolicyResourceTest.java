package com.estflux.privacy.consent.policy;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.consent.fixture.Events;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.account.AccountClosed;
import com.estflux.privacy.contracts.account.AccountOpened;
import com.estflux.privacy.contracts.consent.PolicyPublished;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class PolicyResourceTest {

    @Test
    void shouldDraftComparePublishAndThenNeverChange() {
        String first = draft(false, "one\ntwo\nthree");
        String second = draft(false, "one\n2\nthree");
        given().get("/v1/policies/" + first).then().statusCode(404);
        as(Identities.newCustomer())
                .get("/v1/policies/" + first + "/diff/" + second)
                .then()
                .statusCode(404);
        as("privacy-officer")
                .get("/v1/policies/" + first)
                .then()
                .statusCode(200)
                .body("status", equalTo("draft"));
        as("privacy-officer").get("/v1/policies").then().statusCode(200).body("version", hasItems(first, second));
        as(Identities.newCustomer()).get("/v1/policies").then().statusCode(403);

        as("auditor")
                .get("/v1/policies/" + first + "/diff/" + second)
                .then()
                .statusCode(200)
                .body("sign", equalTo(List.of("=", "-", "+", "=")))
                .body("text", equalTo(List.of("one", "two", "2", "three")));
        publish(first);
        publish(second);

        given().get("/v1/policies/current").then().statusCode(200).body("status", equalTo("published"));
        as("privacy-officer")
                .body(body(false, "again"))
                .put("/v1/policies/" + second)
                .then()
                .statusCode(409);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Events.heard(Topic.POLICY_VERSIONS, PolicyPublished.class))
                        .extracting(PolicyPublished::version)
                        .contains(first, second));
    }

    @Test
    void shouldTellEachActiveCustomerOnceOfMaterialChange() {
        List<String> told = new ArrayList<>();
        UUID active = UUID.randomUUID();
        Events.publish(new AccountOpened(active, Instant.parse("2026-11-24T10:00:00Z")));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mayWe(active, "billing").getBoolean("allowed"));
        String version = draft(true, "material");
        publish(version);

        List<String> batch;
        do {
            batch = claim(version);
            told.addAll(batch);
        } while (!batch.isEmpty());
        as("account-system")
                .body(Map.of("subjectIds", List.of(active)))
                .post("/v1/policies/" + version + "/mailing/confirmations")
                .then()
                .statusCode(204);

        assertThat(told).contains(active.toString()).doesNotHaveDuplicates();
        as("privacy-officer")
                .get("/v1/policies/" + version + "/mailing")
                .then()
                .statusCode(200)
                .body("claimed", greaterThan(0))
                .body("confirmed", equalTo(1));
    }

    @Test
    void shouldRecordAcceptances() {
        Customer customer = Identities.newCustomer();
        String version = draft(false, "text");
        String path = "/v1/subjects/" + customer.subjectId() + "/policy-acceptances";
        as(customer)
                .body(Map.of("version", version, "kind", "explicit"))
                .post(path)
                .then()
                .statusCode(404);
        publish(version);

        as(customer)
                .body(Map.of("version", version, "kind", "explicit"))
                .post(path)
                .then()
                .statusCode(204);
        as("account-system")
                .body(Map.of("version", version, "kind", "explicit"))
                .post(path)
                .then()
                .statusCode(403);
        as(customer)
                .body(Map.of("version", version, "kind", "continued-use"))
                .post(path)
                .then()
                .statusCode(403);
        assertThat(goOn(customer.subjectId(), version)).as("no account").isEqualTo(409);
        open(customer.subjectId());
        assertThat(goOn(customer.subjectId(), version)).isEqualTo(204);
        String material = draft(true, "material");
        publish(material);
        assertThat(goOn(customer.subjectId(), version)).as("superseded").isEqualTo(409);
        assertThat(goOn(customer.subjectId(), material)).as("not told").isEqualTo(409);
        Database.execute("UPDATE policy_recipient SET claimed_at = now(), confirmed_at = now() WHERE subject_id = '"
                + customer.subjectId() + "' AND version = '" + material + "'");
        assertThat(goOn(customer.subjectId(), material)).isEqualTo(204);
        as(Identities.newCustomer())
                .body(Map.of("version", version, "kind", "explicit"))
                .post(path)
                .then()
                .statusCode(404);
    }

    @Test
    void shouldTellWhoOpensAnAccountBeforeAMaterialVersionApplies() {
        String version = "v" + UUID.randomUUID().toString().substring(0, 8);
        LocalDate later = Tallinn.today(Clock.systemUTC()).plusDays(30);
        as("privacy-officer")
                .body(Map.of("material", true, "effectiveOn", later.toString(), "texts", Map.of("en", "to come")))
                .put("/v1/policies/" + version)
                .then()
                .statusCode(200);
        publish(version);
        UUID late = UUID.randomUUID();
        open(late);

        assertThat(claimAll(version)).contains(late.toString());
        Events.publish(new AccountClosed(late, Instant.now()));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> as("auditor")
                .get("/v1/policies/" + version + "/mailing")
                .then()
                .body("outOfReach", greaterThan(0)));
    }

    private static List<String> claimAll(String version) {
        List<String> told = new ArrayList<>();
        List<String> batch;
        do {
            batch = claim(version);
            told.addAll(batch);
        } while (!batch.isEmpty());
        return told;
    }

    private static int goOn(UUID subject, String version) {
        return as("account-system")
                .body(Map.of("version", version, "kind", "continued-use"))
                .post("/v1/subjects/" + subject + "/policy-acceptances")
                .statusCode();
    }

    private static void open(UUID subject) {
        Events.publish(new AccountOpened(subject, Instant.now()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> mayWe(subject, "billing").getBoolean("allowed"));
    }

    private static String draft(boolean material, String text) {
        String version = "v" + UUID.randomUUID().toString().substring(0, 8);
        as("privacy-officer")
                .body(body(material, text))
                .put("/v1/policies/" + version)
                .then()
                .statusCode(200)
                .body("status", equalTo("draft"));
        return version;
    }

    private static Map<String, Object> body(boolean material, String text) {
        LocalDate today = Tallinn.today(Clock.systemUTC());
        return Map.of("material", material, "effectiveOn", today.toString(), "texts", Map.of("en", text));
    }

    private static void publish(String version) {
        as("privacy-officer")
                .post("/v1/policies/" + version + "/publication")
                .then()
                .statusCode(200)
                .body("status", equalTo("published"));
    }

    private static List<String> claim(String version) {
        return as("account-system")
                .body(Map.of("limit", 100))
                .post("/v1/policies/" + version + "/mailing/claims")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("subjectIds", String.class);
    }
}
