package com.estflux.privacy.consent.policy;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import com.estflux.privacy.consent.fixture.Events;
import com.estflux.privacy.contracts.Topic;
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
                .body(Map.of("version", version, "kind", "continued-use"))
                .post(path)
                .then()
                .statusCode(204);
        as(Identities.newCustomer())
                .body(Map.of("version", version, "kind", "explicit"))
                .post(path)
                .then()
                .statusCode(404);
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
