package com.estflux.privacy.consent.visitor;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decision;
import static com.estflux.privacy.consent.fixture.ConsentApi.mayWe;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import com.estflux.privacy.consent.fixture.Database;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class VisitorResourceTest {

    @Test
    void shouldCountSignalUntilTheVisitorChoosesOtherwise() {
        UUID visitor = UUID.randomUUID();

        anybody().get(path(visitor)).then().statusCode(200).body("analytics", equalTo("unset"));
        anybody()
                .header("Sec-GPC", "1")
                .get(path(visitor))
                .then()
                .body("analytics", equalTo("refused"))
                .body("source", equalTo("gpc"));
        anybody()
                .header("Sec-GPC", "1")
                .body(choice("granted"))
                .post(path(visitor))
                .then()
                .statusCode(200)
                .body("analytics", equalTo("granted"));
        anybody().header("Sec-GPC", "1").get(path(visitor)).then().body("analytics", equalTo("granted"));
        assertThat(Database.number(
                        "SELECT count(*) FROM visitor WHERE visitor_id = ? AND network = '127.0.0.0/24'", visitor))
                .isEqualTo(1);
    }

    @Test
    void shouldNotLetNecessaryBeRefused() {
        Map<String, Object> body = choice("refused");
        body.put("necessary", "refused");

        anybody()
                .body(body)
                .post(path(UUID.randomUUID()))
                .then()
                .statusCode(422)
                .body("type", equalTo("https://estflux.com/problems/necessary-cookies"));
    }

    @Test
    void shouldBringRefusalAlongAtLogin() {
        UUID visitor = UUID.randomUUID();
        Customer customer = Identities.newCustomer();
        anybody().body(choice("refused")).post(path(visitor)).then().statusCode(200);

        as(customer)
                .post("/v1/visitors/" + visitor + "/link")
                .then()
                .statusCode(200)
                .body("analytics", equalTo("refused"))
                .body("changed", equalTo(true));
        assertThat(mayWe(customer.subjectId(), "web-analytics").getString("reason"))
                .isEqualTo("opted-out");

        UUID elsewhere = UUID.randomUUID();
        anybody().body(choice("granted")).post(path(elsewhere)).then().statusCode(200);
        as(customer)
                .post("/v1/visitors/" + elsewhere + "/link")
                .then()
                .statusCode(200)
                .body("analytics", equalTo("refused"))
                .body("changed", equalTo(false));
        as(Identities.newCustomer())
                .post("/v1/visitors/" + visitor + "/link")
                .then()
                .statusCode(409);
    }

    @Test
    void shouldLetTheMostRecentChoiceWinWheneverItIsBroughtAlong() {
        Customer customer = Identities.newCustomer();
        UUID early = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        anybody().body(choice("granted")).post(path(early)).then().statusCode(200);
        anybody().body(choice("refused")).post(path(late)).then().statusCode(200);
        as(customer).post("/v1/visitors/" + early + "/link").then().body("analytics", equalTo("granted"));

        as(customer)
                .post("/v1/visitors/" + late + "/link")
                .then()
                .statusCode(200)
                .body("analytics", equalTo("refused"))
                .body("changed", equalTo(true));
        as(customer)
                .post("/v1/visitors/" + late + "/link")
                .then()
                .statusCode(200)
                .body("changed", equalTo(false));
    }

    /** (grant, signal, login) and (grant, login, signal, login) come to the same, and there is a way back. */
    @Test
    void shouldNotLetTheOrderOfLoginsDecide() {
        Customer early = Identities.newCustomer();
        Customer late = Identities.newCustomer();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        anybody().body(choice("granted")).post(path(first)).then().statusCode(200);
        anybody().header("Sec-GPC", "1").get(path(first)).then().body("analytics", equalTo("refused"));
        link(late, first);
        anybody().body(choice("granted")).post(path(second)).then().statusCode(200);
        link(early, second);
        anybody().header("Sec-GPC", "1").get(path(second)).then().body("analytics", equalTo("refused"));
        assertThat(mayWe(early.subjectId(), "web-analytics").getString("reason"))
                .as("a linked visitor's signal counts at once")
                .isEqualTo("opted-out");
        link(early, second);

        for (Customer customer : List.of(early, late)) {
            assertThat(mayWe(customer.subjectId(), "web-analytics").getString("reason"))
                    .isEqualTo("opted-out");
            as(customer)
                    .body(decision("granted"))
                    .put("/v1/subjects/" + customer.subjectId() + "/consents/web-analytics")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("granted"));
            assertThat(mayWe(customer.subjectId(), "web-analytics").getBoolean("allowed"))
                    .isTrue();
        }
    }

    @Test
    void shouldComeToTheSameWhicheverVisitorIsLinkedFirst() {
        for (boolean refusedFirst : List.of(true, false)) {
            Customer customer = Identities.newCustomer();
            UUID refused = UUID.randomUUID();
            UUID granted = UUID.randomUUID();
            anybody().body(choice("refused")).post(path(refused)).then().statusCode(200);
            anybody().body(choice("granted")).post(path(granted)).then().statusCode(200);
            link(customer, refusedFirst ? refused : granted);
            link(customer, refusedFirst ? granted : refused);

            assertThat(mayWe(customer.subjectId(), "web-analytics").getString("reason"))
                    .isEqualTo("opted-out");
        }
    }

    @Test
    void shouldCountLaterChoicesOfLinkedVisitorsAtOnce() {
        Customer customer = Identities.newCustomer();
        UUID visitor = UUID.randomUUID();
        link(customer, visitor);

        anybody().body(choice("refused")).post(path(visitor)).then().statusCode(200);
        assertThat(mayWe(customer.subjectId(), "web-analytics").getBoolean("allowed"))
                .isFalse();
        anybody().body(choice("granted")).post(path(visitor)).then().statusCode(200);
        assertThat(mayWe(customer.subjectId(), "web-analytics").getBoolean("allowed"))
                .isTrue();
        as(customer)
                .body(decision("withdrawn"))
                .put("/v1/subjects/" + customer.subjectId() + "/consents/web-analytics")
                .then()
                .statusCode(200);
        anybody().body(choice("granted")).post(path(visitor)).then().statusCode(200);
        assertThat(mayWe(customer.subjectId(), "web-analytics").getString("reason"))
                .isEqualTo("opted-out");
    }

    @Test
    void shouldNeverRefuseAnOptOutForItsForm() {
        for (Map<String, Object> form : List.<Map<String, Object>>of(
                Map.of("noticeVersion", 99),
                Map.of("noticeVersion", 0),
                Map.of("language", "de"),
                Map.of("language", "ET"),
                Map.of("language", "en-GB"),
                Map.of("language", "?"))) {
            Map<String, Object> body = choice("refused");
            body.putAll(form);
            anybody()
                    .body(body)
                    .post(path(UUID.randomUUID()))
                    .then()
                    .statusCode(200)
                    .body("analytics", equalTo("refused"));
        }
        Map<String, Object> bare = choice("refused");
        bare.remove("language");
        bare.remove("noticeVersion");
        anybody().body(bare).post(path(UUID.randomUUID())).then().statusCode(200);
    }

    @Test
    void shouldFallBackToALanguageThereIs() {
        given().queryParam("lang", "en-GB").get("/v1/banner").then().body("language", equalTo("en"));
        given().header("Accept-Language", "de, et-EE;q=0.8, ru;q=0.5")
                .get("/v1/banner")
                .then()
                .body("language", equalTo("et"));
        given().header("Accept-Language", "de").get("/v1/banner").then().body("language", equalTo("en"));
    }

    private static void link(Customer customer, UUID visitor) {
        as(customer).post("/v1/visitors/" + visitor + "/link").then().statusCode(200);
    }

    @Test
    void shouldTakeDoNotTrackForAnOptOutAtLogin() {
        UUID visitor = UUID.randomUUID();
        Customer customer = Identities.newCustomer();
        anybody()
                .header("DNT", "1")
                .get(path(visitor))
                .then()
                .body("analytics", equalTo("refused"))
                .body("source", equalTo("dnt"));

        as(customer).post("/v1/visitors/" + visitor + "/link").then().body("analytics", equalTo("refused"));

        assertThat(mayWe(customer.subjectId(), "web-analytics").getString("reason"))
                .isEqualTo("opted-out");
    }

    @Test
    void shouldRefuseAgreementToAnUnknownNotice() {
        Map<String, Object> body = choice("granted");
        body.put("noticeVersion", 99);
        anybody()
                .body(body)
                .post(path(UUID.randomUUID()))
                .then()
                .statusCode(400)
                .body("type", equalTo("https://estflux.com/problems/unknown-notice"));
        body.put("noticeVersion", 1);
        body.put("language", "fi");
        anybody().body(body).post(path(UUID.randomUUID())).then().statusCode(400);
        body.put("language", "en");
        body.put("subjectId", UUID.randomUUID());
        anybody()
                .body(body)
                .post(path(UUID.randomUUID()))
                .then()
                .statusCode(400)
                .body("type", equalTo("https://estflux.com/problems/malformed-body"));
    }

    @Test
    void shouldSayWhatBannersShow() {
        given().queryParam("lang", "et")
                .get("/v1/banner")
                .then()
                .statusCode(200)
                .body("notice.title", equalTo("Anonüümne statistika"))
                .body("choices", hasItems("refused", "granted"));
        given().queryParam("lang", "xx").get("/v1/banner").then().statusCode(400);
        given().get("/.well-known/gpc.json").then().statusCode(200).body("gpc", equalTo(true));
    }

    private static RequestSpecification anybody() {
        return given().contentType(ContentType.JSON);
    }

    private static String path(UUID visitor) {
        return "/v1/visitors/" + visitor + "/choices";
    }

    private static Map<String, Object> choice(String analytics) {
        return new HashMap<>(Map.of("analytics", analytics, "noticeVersion", 1, "language", "en"));
    }
}
