package com.estflux.privacy.consent.purpose;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decision;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static com.estflux.privacy.consent.fixture.Purposes.publish;
import static com.estflux.privacy.consent.fixture.Purposes.registered;
import static com.estflux.privacy.consent.fixture.Purposes.registration;
import static com.estflux.privacy.consent.fixture.Purposes.texts;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class PurposeResourceTest {

    @Test
    void shouldArchiveTheExactTextByItsHash() throws NoSuchAlgorithmException {
        String purpose = registered();
        publish(purpose, 1, false, "second ").then().statusCode(201).body("noticeVersion", equalTo(2));

        String hash = given().get("/v1/purposes/" + purpose + "/notices")
                .then()
                .statusCode(200)
                .body("version", equalTo(List.of(2, 1)))
                .body("notices.language", equalTo(List.of(List.of("en", "et", "ru"), List.of("en", "et", "ru"))))
                .extract()
                .path("find { it.version == 2 }.notices.find { it.language == 'et' }.hash");

        assertThat(hash)
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest("Küsitlus\n\nsecond ".getBytes(StandardCharsets.UTF_8))));
        given().get("/v1/notice-texts/" + hash).then().statusCode(200).body("body", equalTo("second "));
        given().get("/v1/notice-texts/unknown").then().statusCode(404);
        given().get("/v1/purposes/unknown/notices").then().statusCode(404);
    }

    @Test
    void shouldAskAgainAfterMaterialChangeOnly() {
        String purpose = registered();
        Customer customer = Identities.newCustomer();
        String prompts = "/v1/subjects/" + customer.subjectId() + "/consent-prompts?lang=ru";
        as(customer)
                .get(prompts)
                .then()
                .statusCode(200)
                .body("find { it.purpose == '" + purpose + "' }.reason", equalTo("never-asked"))
                .body("find { it.purpose == '" + purpose + "' }.notice.title", equalTo("Опрос"));
        as(customer)
                .body(decision("granted"))
                .put(consent(customer, purpose))
                .then()
                .statusCode(200);

        publish(purpose, 1, false, "clearer").then().statusCode(201);
        assertThat(mayWe(customer.subjectId(), purpose).getBoolean("allowed")).isTrue();
        as(customer).get(prompts).then().body("purpose", not(hasItem(purpose)));

        publish(purpose, 2, true, "more").then().statusCode(201).body("materialSinceVersion", equalTo(3));
        assertThat(mayWe(customer.subjectId(), purpose).getString("reason")).isEqualTo("notice-changed");
        as(customer)
                .get(prompts)
                .then()
                .body("find { it.purpose == '" + purpose + "' }.reason", equalTo("notice-changed"));
        as(customer)
                .body(decision("granted"))
                .put(consent(customer, purpose))
                .then()
                .statusCode(409)
                .body("currentVersion", equalTo(3));
        as(Identities.newCustomer()).get(prompts).then().statusCode(404);
    }

    @Test
    void shouldRefuseSaleAndAdvertisingProfiling() {
        Map<String, Object> sale =
                registration("partner-" + UUID.randomUUID().toString().substring(0, 8));
        sale.put("sellsData", true);
        as("privacy-officer")
                .body(sale)
                .post("/v1/purposes")
                .then()
                .statusCode(422)
                .body("type", equalTo("https://estflux.com/problems/forbidden-purpose"));
        as("privacy-officer")
                .body(registration("advertising-profiling"))
                .post("/v1/purposes")
                .then()
                .statusCode(422)
                .body("type", equalTo("https://estflux.com/problems/forbidden-purpose"));
        Map<String, Object> undeclared = registration("survey-x");
        undeclared.remove("sellsData");
        as("privacy-officer")
                .body(undeclared)
                .post("/v1/purposes")
                .then()
                .statusCode(400)
                .body("errors.field", equalTo(List.of("registration.sellsData")));
    }

    @Test
    void shouldBeForTheOfficerOnly() {
        for (String role : List.of("auditor", "support-agent", "store")) {
            as(role).body(registration("survey-y")).post("/v1/purposes").then().statusCode(403);
        }
        as(Identities.newCustomer())
                .body(Map.of("replaces", 1, "material", true, "texts", texts("mine")))
                .post("/v1/purposes/marketing-email/notices")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldRegisterAndPublishOnce() {
        String purpose = registered();
        as("privacy-officer")
                .body(registration(purpose))
                .post("/v1/purposes")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://estflux.com/problems/purpose-registered"));
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) {
            as("privacy-officer")
                    .header("Idempotency-Key", key)
                    .body(Map.of("replaces", 1, "material", false, "texts", texts("second")))
                    .post("/v1/purposes/" + purpose + "/notices")
                    .then()
                    .statusCode(201)
                    .body("noticeVersion", equalTo(2));
        }
        publish(purpose, 1, false, "another")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://estflux.com/problems/stale-notice"))
                .body("currentVersion", equalTo(2));

        given().get("/v1/purposes/" + purpose).then().statusCode(200).body("notices", hasSize(3));
        assertThat(Database.number(
                        "SELECT count(*) FROM audit_entry WHERE object_kind = 'notice' AND object_id LIKE ?",
                        purpose + "/%"))
                .isEqualTo(2);
    }

    private static String consent(Customer customer, String purpose) {
        return "/v1/subjects/" + customer.subjectId() + "/consents/" + purpose;
    }
}
