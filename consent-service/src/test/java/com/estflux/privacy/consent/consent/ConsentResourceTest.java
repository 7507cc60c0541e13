package com.estflux.privacy.consent.consent;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static com.estflux.privacy.consent.fixture.ConsentApi.decision;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static com.estflux.privacy.consent.fixture.ConsentApi.path;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.consent.fixture.Events;
import com.estflux.privacy.contracts.Topic;
import com.estflux.privacy.contracts.consent.ConsentChanged;
import com.estflux.privacy.contracts.consent.ConsentState;
import com.estflux.privacy.platform.testing.infrastructure.Realm;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.testing.quarkus.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentResourceTest {

    @AfterEach
    void resetClock() {
        TestClock.get().reset();
    }

    @Test
    void shouldListPurposesWithNoticesInThreeLanguages() {
        JsonPath purposes =
                given().get("/v1/purposes").then().statusCode(200).extract().jsonPath();

        assertThat(purposes.getList("key"))
                .contains(
                        "billing",
                        "fraud-prevention",
                        "legal-compliance",
                        MARKETING,
                        "security",
                        "service-communication",
                        "service-delivery",
                        "service-improvement",
                        "web-analytics");
        assertThat(purposes.<List<String>>getList("notices.language"))
                .allMatch(languages -> languages.containsAll(List.of("en", "et", "ru")));
    }

    @Test
    void shouldDecideByTheLastAcknowledgedDecision() {
        Customer customer = Identities.newCustomer();

        decide(customer, "granted")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("state", equalTo("granted"));
        assertThat(mayWe(customer.subjectId(), MARKETING).getBoolean("allowed")).isTrue();

        decide(customer, "withdrawn").then().statusCode(200).header("ETag", "\"2\"");
        JsonPath after = mayWe(customer.subjectId(), MARKETING);
        assertThat(after.getBoolean("allowed")).isFalse();
        assertThat(after.getString("reason")).isEqualTo("withdrawn");

        as(customer)
                .get("/v1/subjects/" + customer.subjectId() + "/consents/history")
                .then()
                .statusCode(200)
                .body("items.state", equalTo(List.of("granted", "withdrawn")));
        as(customer)
                .get("/v1/subjects/" + customer.subjectId() + "/consents")
                .then()
                .statusCode(200)
                .body("", hasSize(1))
                .body("[0].state", equalTo("withdrawn"));
    }

    @Test
    void shouldPublishChangesInTheirOrder() {
        Customer customer = Identities.newCustomer();
        decide(customer, "refused");
        decide(customer, "granted");
        decide(customer, "withdrawn");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Events.heard(Topic.CONSENT_CHANGES, ConsentChanged.class))
                        .filteredOn(event -> event.subjectId().equals(customer.subjectId()))
                        .extracting(ConsentChanged::state)
                        .endsWith(ConsentState.WITHDRAWN));
    }

    @Test
    void shouldRefuseStaleNoticeAndNameTheCurrentOne() {
        Customer customer = Identities.newCustomer();
        Map<String, Object> body = decision("granted");
        body.put("noticeVersion", 7);

        as(customer)
                .body(body)
                .put(path(customer.subjectId()))
                .then()
                .statusCode(409)
                .body("type", equalTo("https://estflux.com/problems/stale-notice"))
                .body("currentVersion", equalTo(1));
    }

    @Test
    void shouldRefuseWhatIsNotConsentable() {
        Customer customer = Identities.newCustomer();
        String consents = "/v1/subjects/" + customer.subjectId() + "/consents/";

        as(customer)
                .body(decision("refused"))
                .put(consents + "billing")
                .then()
                .statusCode(409)
                .body("type", equalTo("https://estflux.com/problems/not-consent-based"))
                .body("legalBasis", equalTo("contract"));
        as(customer)
                .body(decision("granted"))
                .put(consents + "advertising")
                .then()
                .statusCode(404)
                .body("type", equalTo("https://estflux.com/problems/unknown-purpose"));
        Map<String, Object> extra = decision("granted");
        extra.put("status", "granted");
        as(customer).body(extra).put(consents + MARKETING).then().statusCode(400);
        Map<String, Object> language = decision("granted");
        language.put("language", "fi");
        as(customer)
                .body(language)
                .put(consents + MARKETING)
                .then()
                .statusCode(400)
                .body("type", equalTo("https://estflux.com/problems/unknown-notice"));
    }

    @Test
    void shouldHideOthersConsentsAndRecordTheAttempt() {
        Customer customer = Identities.newCustomer();
        Customer other = Identities.newCustomer();
        decide(other, "granted");
        long before = refusals();

        as(customer)
                .get("/v1/subjects/" + other.subjectId() + "/consents")
                .then()
                .statusCode(404);
        as(customer)
                .body(decision("withdrawn"))
                .put(path(other.subjectId()))
                .then()
                .statusCode(404);
        given().get("/v1/subjects/" + other.subjectId() + "/consents").then().statusCode(401);

        assertThat(mayWe(other.subjectId(), MARKETING).getBoolean("allowed")).isTrue();
        assertThat(refusals()).isEqualTo(before + 2);
    }

    @Test
    void shouldLetStaffRecordWithdrawalButNotConsent() {
        Customer customer = Identities.newCustomer();
        decide(customer, "granted");
        Map<String, Object> byMail = decision("withdrawn");
        byMail.remove("noticeVersion");
        byMail.put("channel", "email");

        as("support-agent")
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(403)
                .body("type", equalTo("https://estflux.com/problems/consent-by-proxy"));
        as("support-agent").body(byMail).put(path(customer.subjectId())).then().statusCode(200);

        assertThat(mayWe(customer.subjectId(), MARKETING).getBoolean("allowed")).isFalse();
    }

    /** The customer's word is only ever about themselves, whatever other roles their token has. */
    @Test
    void shouldNotLetStaffWhoAreCustomersConsentForAnyone() {
        Customer customer = Identities.newCustomer();
        UUID id = UUID.randomUUID();
        var keycloak = Infrastructure.get().keycloak();
        keycloak.createUser(
                id,
                id.toString(),
                id + "@staff.example.test",
                Realm.DEMO_PASSWORD,
                List.of("customer", "support-agent"));
        Customer both = new Customer(
                id,
                "",
                keycloak.passwordToken(id.toString(), Realm.DEMO_PASSWORD).value());

        as(both).body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(403)
                .body("type", equalTo("https://estflux.com/problems/consent-by-proxy"));
        as(both).body(decision("withdrawn"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200);
        as(both).body(decision("granted")).put(path(id)).then().statusCode(200);

        assertThat(mayWe(customer.subjectId(), MARKETING).getBoolean("allowed")).isFalse();
        String actors = "SELECT count(*) FROM consent_record r JOIN subject s ON s.subject_key = r.subject_key"
                + " WHERE s.subject_id = ? AND r.actor LIKE ?";
        assertThat(Database.number(actors, customer.subjectId(), "staff:" + id)).isEqualTo(1);
        assertThat(Database.number(actors, id, "customer:%")).isEqualTo(1);
    }

    @Test
    void shouldNeverRefuseANoForItsForm() {
        Customer customer = Identities.newCustomer();
        for (Map<String, Object> form : List.<Map<String, Object>>of(
                Map.of("language", "de"),
                Map.of("language", "en-GB"),
                Map.of("language", "ET"),
                Map.of("language", ""),
                Map.of("noticeVersion", 99),
                Map.of("noticeVersion", 0),
                Map.of("channel", "pigeon"))) {
            for (String no : List.of("withdrawn", "refused")) {
                decide(customer, "granted").then().statusCode(200);
                Map<String, Object> body = decision(no);
                body.putAll(form);
                as(customer).body(body).put(path(customer.subjectId())).then().statusCode(200);
                assertThat(mayWe(customer.subjectId(), MARKETING).getString("reason"))
                        .isEqualTo(no);
            }
        }
        decide(customer, "granted");
        as(customer)
                .body(Map.of("decision", "withdrawn"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200);
        Map<String, Object> british = decision("granted");
        british.put("language", "en-GB");
        as(customer)
                .body(british)
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200)
                .body("language", equalTo("en"));
    }

    @Test
    void shouldRefuseChangeOfWhatHasChangedSince() {
        Customer customer = Identities.newCustomer();
        as(customer)
                .header("If-None-Match", "*")
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200);
        as(customer)
                .header("If-None-Match", "*")
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(412)
                .body("currentRevision", equalTo(1));
        decide(customer, "withdrawn");

        as(customer)
                .header("If-Match", "\"1\"")
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(412)
                .body("currentRevision", equalTo(2));
        as(customer)
                .header("If-Match", "\"2\"")
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200);
    }

    @Test
    void shouldAnswerRepeatedRequestWithTheFirstResult() {
        Customer customer = Identities.newCustomer();
        String key = UUID.randomUUID().toString();
        String first = as(customer)
                .header("Idempotency-Key", key)
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        decide(customer, "withdrawn");

        String repeated = as(customer)
                .header("Idempotency-Key", key)
                .body(decision("granted"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(repeated).isEqualTo(first);
        assertThat(mayWe(customer.subjectId(), MARKETING).getString("reason")).isEqualTo("withdrawn");
        as(customer)
                .header("Idempotency-Key", key)
                .body(decision("refused"))
                .put(path(customer.subjectId()))
                .then()
                .statusCode(422);
    }

    @Test
    void shouldLetConsentLapse() {
        Customer customer = Identities.newCustomer();
        decide(customer, "granted");

        TestClock.get().advance(Duration.ofDays(729));
        assertThat(mayWe(customer.subjectId(), MARKETING).getBoolean("allowed")).isTrue();
        TestClock.get().advance(Duration.ofDays(3));
        assertThat(mayWe(customer.subjectId(), MARKETING).getString("reason")).isEqualTo("expired");
    }

    @Test
    void shouldAnswerNoForTheUnknown() {
        Customer customer = Identities.newCustomer();
        decide(customer, "granted");

        assertThat(mayWe(customer.subjectId(), "sale").getString("reason")).isEqualTo("unknown-purpose");
        JsonPath unknown = mayWe(UUID.randomUUID(), MARKETING);
        assertThat(unknown.getBoolean("allowed")).isFalse();
        assertThat(unknown.getString("reason")).isEqualTo("unknown-subject");
        as("account-system")
                .queryParam("subjectId", "nobody")
                .queryParam("purpose", MARKETING)
                .get("/v1/decisions")
                .then()
                .statusCode(400);
    }

    private static long refusals() {
        return Database.number("SELECT count(*) FROM audit_entry WHERE reason = 'not-owner'");
    }
}
