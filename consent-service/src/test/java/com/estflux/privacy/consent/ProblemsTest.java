package com.estflux.privacy.consent;

import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static com.estflux.privacy.consent.fixture.ConsentApi.decision;
import static com.estflux.privacy.consent.fixture.ConsentApi.path;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a request is said precisely, and nothing of it is repeated. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"decision\":                                                    | 400 | malformed-body",
                "[]                                                                | 400 | malformed-body",
                "{\"decision\":\"maybe\"}                                          | 400 | malformed-body",
                "{}                                                                | 400 | invalid-request",
                "{\"decision\":\"granted\",\"noticeVersion\":\"1\"}                | 400 | malformed-body",
                "{\"decision\":\"granted\",\"noticeVersion\":0,\"language\":\"en\",\"channel\":\"email\"}"
                        + " | 400 | invalid-request",
                "{\"decision\":\"granted\",\"noticeVersion\":1,\"language\":\"fi\",\"channel\":\"email\"}"
                        + " | 400 | unknown-notice",
                "{\"decision\":\"granted\",\"noticeVersion\":1,\"language\":\"ENGLISH\",\"channel\":\"email\"}"
                        + " | 400 | invalid-request",
                "{\"decision\":\"granted\",\"noticeVersion\":1,\"language\":\"en\",\"channel\":\"pigeon\"}"
                        + " | 400 | invalid-request",
                "{\"decision\":\"granted\",\"language\":\"en\",\"channel\":\"email\"} | 400 | notice-version-required",
                "{\"decision\":\"granted\",\"noticeVersion\":2,\"language\":\"en\",\"channel\":\"email\"}"
                        + " | 409 | stale-notice",
                "{\"decision\":\"granted\",\"decision\":\"refused\"}               | 400 | malformed-body",
                "{\"decision\":\"granted\",\"noticeVersion\":1,\"language\":\"en\",\"channel\":\"4111111111111111\"}"
                        + " | 422 | card-number-refused",
            })
    void shouldSayWhatIsWrongWithBody(String body, int status, String problem) {
        Customer customer = Identities.newCustomer();

        expect(as(customer).body(body).put(path(customer.subjectId())), status, problem);
        as(customer).get(path(customer.subjectId())).then().statusCode(404);
    }

    /** Refused by its announced length: not a byte of it is read. */
    @Test
    void shouldRefuseOversizedBodies() throws IOException {
        Customer customer = Identities.newCustomer();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream()
                    .write(("PUT " + path(customer.subjectId())
                                    + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                    + customer.token() + "\r\nContent-Type: application/json\r\nContent-Length: "
                                    + 100L * 1024 * 1024 + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(30_000);
            StringBuilder answer = new StringBuilder();
            for (int next = 0; next >= 0 && answer.indexOf("}") < 0; ) {
                next = socket.getInputStream().read();
                answer.append((char) next);
            }

            assertThat(answer)
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json")
                    .contains("https://estflux.com/problems/body-too-large");
        }
    }

    @Test
    void shouldRefuseDeepJsonAndOtherMedia() {
        Customer customer = Identities.newCustomer();

        expect(as(customer).body("[".repeat(1_500)).put(path(customer.subjectId())), 400, "malformed-body");
        expect(
                as(customer).contentType(ContentType.XML).body("<granted/>").put(path(customer.subjectId())),
                415,
                "unsupported-media-type");
    }

    @Test
    void shouldSayWhatIsWrongWithAddress() {
        Customer customer = Identities.newCustomer();
        String consents = "/v1/subjects/" + customer.subjectId() + "/consents/";

        expect(as(customer).body(decision("granted")).put(consents + "newsletter"), 404, "unknown-purpose");
        expect(as(customer).body(decision("granted")).put(consents + "billing"), 409, "not-consent-based");
        expect(as(customer).get("/v1/subjects/nobody/consents"), 400, "invalid-parameter");
        expect(as(customer).get("/v1/receipts/" + UUID.randomUUID()), 404, "not-found");
        expect(as(customer).delete(path(customer.subjectId())), 405, "method-not-allowed");
        expect(as(customer).get(consents + "history?limit=1000000000"), 400, "invalid-limit");
        expect(given().get("/v1/banner?lang=fi"), 400, "unknown-language");
        expect(
                as(customer).header("If-Match", "1").body(decision("granted")).put(path(customer.subjectId())),
                400,
                "invalid-precondition");
    }

    @Test
    void shouldAnswerReplayedRequestOnceAndRefuseItsKeyForAnother() {
        Customer customer = Identities.newCustomer();
        String key = UUID.randomUUID().toString();
        Response first = as(customer)
                .header("Idempotency-Key", key)
                .body(decision("granted"))
                .put(path(customer.subjectId()));
        decide(customer, "withdrawn");

        Response replayed = as(customer)
                .header("Idempotency-Key", key)
                .body(decision("granted"))
                .put(path(customer.subjectId()));
        assertThat(replayed.asString()).isEqualTo(first.asString());
        expect(
                as(customer)
                        .header("Idempotency-Key", key)
                        .body(decision("refused"))
                        .put(path(customer.subjectId())),
                422,
                "idempotency-key-reused");
        expect(
                as(customer)
                        .header("Idempotency-Key", "x".repeat(256))
                        .body(decision("refused"))
                        .put(path(customer.subjectId())),
                400,
                "invalid-idempotency-key");
        as(customer).get(path(customer.subjectId())).then().header("ETag", "\"2\"");
    }

    @Test
    void shouldSayWhatIsWrongWithObjectionsAndPolicies() {
        Customer customer = Identities.newCustomer();
        String objections = "/v1/subjects/" + customer.subjectId() + "/objections/";

        expect(as(customer).body(Map.of("state", "lifted")).put(objections + "security"), 409, "objection-state");
        expect(as(customer).body(Map.of("state", "raised")).put(objections + "billing"), 409, "not-objectionable");
        expect(as(customer).body(Map.of("state", "upheld")).put(objections + "security"), 400, "malformed-body");
        expect(as("privacy-officer").body(Map.of("material", true)).put("/v1/policies/x"), 400, "invalid-request");
        expect(as("privacy-officer").body("{}").post("/v1/policies/nosuch/publication"), 404, "not-found");
    }

    private static void expect(Response response, int status, String problem) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.jsonPath().getString("type")).isEqualTo("https://estflux.com/problems/" + problem);
        assertThat(response.jsonPath().getInt("status")).isEqualTo(status);
        assertThat(response.asString())
                .doesNotContain("4111")
                .doesNotContain("pigeon")
                .doesNotContain("newsletter");
    }
}
