package com.estflux.privacy.platform.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.estflux.privacy.platform.Database;
import com.estflux.privacy.platform.LogCapture;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class CardNumberFilterTest {

    private static final String CARD = "4111111111111111";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"4111111111111111\",\"pages\":1}",
                "{\"text\":\"4111 1111 1111 1111 12/27\",\"pages\":1}",
                "{\"text\":\"\\u0034111111111111111\",\"pages\":1}",
                "{\"text\":\"a\",\"pages\":4111111111111111}",
                "{\"4111111111111111\":\"a\",\"pages\":1}",
                "{\"text\":\"a\",\"detail\":{\"any\":[\"4111-1111-1111-1111\"]}}",
                "not json 4111111111111111"
            })
    void shouldRefuseItAnywhereInBody(String body) {
        Customer customer = Identities.newCustomer();
        try (LogCapture log = new LogCapture()) {
            refused(given().auth()
                    .oauth2(customer.token())
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post("/v1/probe/notes")
                    .then());
            assertThat(log.text()).doesNotContain(CARD, "4111 1111", "4111-1111");
        }
        assertThat(Database.dump()).doesNotContain(CARD, "4111 1111", "4111-1111");
    }

    /** Read where nobody may wait, handed to a thread that may, and read by one that may from the beginning. */
    @ParameterizedTest
    @ValueSource(ints = {10, 100_000})
    void shouldRefuseItInBodyOfAnySizeAndKind(int before) {
        String filler = "x".repeat(before);
        refused(given().contentType(ContentType.TEXT)
                .body(filler + " " + CARD)
                .post("/v1/probe/text")
                .then());
        refused(given().contentType(ContentType.JSON)
                .body("{\"filler\":\"" + filler + "\",\"text\":\"" + CARD + "\"}")
                .post("/v1/probe/measures")
                .then());
        given().contentType(ContentType.TEXT)
                .body(filler)
                .post("/v1/probe/text")
                .then()
                .statusCode(200)
                .body("length", equalTo(before));
    }

    /** A parameter that is not said to be a part of the path could be a body, and is none. */
    @Test
    void shouldNotReadBodiesNobodyTakes() {
        given().get("/v1/probe/things/one").then().statusCode(200).body("thing", equalTo("one"));
        given().post("/v1/probe/things/one").then().statusCode(200).body("thing", equalTo("one"));
        given().contentType(ContentType.TEXT)
                .body(CARD)
                .post("/v1/probe/things/one")
                .then()
                .statusCode(200)
                .body("thing", equalTo("one"));
    }

    @Test
    void shouldRefuseItInPathQueryAndHeader() {
        try (LogCapture log = new LogCapture()) {
            refused(given().auth()
                    .oauth2(Identities.token("privacy-officer"))
                    .get("/v1/probe/words/4111-1111-1111-1111")
                    .then());
            refused(given().get("/v1/probe/open?note=4111 1111 1111 1111").then());
            refused(given().get("/v1/probe/open?4111111111111111=x").then());
            refused(given().header("X-Note", CARD).get("/v1/probe/open").then());
            assertThat(log.text()).doesNotContain(CARD, "4111 1111", "4111-1111");
        }
        assertThat(Database.dump()).doesNotContain(CARD, "4111 1111", "4111-1111");
    }

    @Test
    void shouldTakeMeasuresForWhatTheyAre() {
        given().contentType(ContentType.JSON)
                .body("{\"bytes\":4111111111111111}")
                .post("/v1/probe/measures")
                .then()
                .statusCode(200);
        refused(given().contentType(ContentType.JSON)
                .body("{\"bytes\":\"4111111111111111\"}")
                .post("/v1/probe/measures")
                .then());
    }

    @Test
    void shouldLeaveStreamsToThoseWhoCheckThemselves() {
        given().contentType("application/x-ndjson")
                .body((CARD + "\n").repeat(1000).getBytes(StandardCharsets.UTF_8))
                .post("/v1/probe/stream")
                .then()
                .statusCode(200)
                .body("bytes", equalTo(17_000));
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("https://estflux.com/problems/card-number-refused"))
                .body(not(containsString("4111")));
    }
}
