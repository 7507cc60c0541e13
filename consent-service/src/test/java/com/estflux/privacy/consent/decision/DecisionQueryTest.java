package com.estflux.privacy.consent.decision;

import static com.estflux.privacy.consent.fixture.ConsentApi.MARKETING;
import static com.estflux.privacy.consent.fixture.ConsentApi.as;
import static com.estflux.privacy.consent.fixture.ConsentApi.decide;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.consent.fixture.OneWayClient;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class DecisionQueryTest {

    private static final String NDJSON = "application/x-ndjson";

    @Test
    void shouldAnswerLineByLineInOrder() {
        Customer yes = Identities.newCustomer();
        Customer no = Identities.newCustomer();
        decide(yes, "granted");
        decide(no, "refused");

        List<JsonPath> answers = query(
                "?purpose=" + MARKETING,
                yes.subjectId() + "\n" + no.subjectId() + "\n\nnobody\n{\"subjectId\":\"" + yes.subjectId()
                        + "\",\"purpose\":\"security\"}\n{\"subjectId\":\"" + yes.subjectId() + "\",\"x\":1}");

        assertThat(answers)
                .extracting(answer -> answer.getString("reason"))
                .containsExactly(
                        "consent", "refused", "malformed-question", "legitimate-interest", "malformed-question", null);
        assertThat(answers.subList(0, 5)).allSatisfy(answer -> assertThat(Instant.parse(answer.getString("decidedAt")))
                .isBeforeOrEqualTo(Instant.now()));
        assertThat(answers.get(5).getInt("answered")).isEqualTo(5);
    }

    @Test
    void shouldAnswerAHundredThousandAndNoMore() {
        Customer yes = Identities.newCustomer();
        decide(yes, "granted");
        String body = IntStream.range(0, 100_001)
                .mapToObj(i -> i % 1_000 == 0
                        ? yes.subjectId().toString()
                        : UUID.randomUUID().toString())
                .collect(Collectors.joining("\n"));

        String answer = post("?purpose=" + MARKETING, body);

        List<String> lines = answer.lines().toList();
        assertThat(lines).hasSize(100_002);
        assertThat(lines.stream().filter(line -> line.contains("\"allowed\":true")))
                .hasSize(100);
        assertThat(lines.get(100_000)).contains("too-many-questions");
        assertThat(lines.get(100_001)).isEqualTo("{\"end\":true,\"answered\":100001}");
    }

    /** As many clients do: the answer is larger than what the connection holds, so nobody may wait for its reading. */
    @Test
    void shouldAnswerClientThatReadsNothingBeforeItHasSentEverything() throws IOException {
        String line = "{\"subjectId\":\"00000000-0000-0000-0000-000000000001\",\"purpose\":\"" + MARKETING + "\"}\n";
        byte[] body = line.repeat(100_000).getBytes(StandardCharsets.US_ASCII);

        assertThat(OneWayClient.post("/v1/decisions/query", Identities.token("account-system"), body))
                .contains("{\"end\":true,\"answered\":100000}");
    }

    @Test
    void shouldBeForMachinesAndStaff() {
        as(Identities.newCustomer())
                .contentType(NDJSON)
                .config(asText())
                .body("x")
                .post("/v1/decisions/query")
                .then()
                .statusCode(403);
    }

    private static List<JsonPath> query(String parameters, String body) {
        return post(parameters, body).lines().map(JsonPath::from).toList();
    }

    private static String post(String parameters, String body) {
        return as("account-system")
                .config(asText())
                .contentType(NDJSON)
                .body(body)
                .post("/v1/decisions/query" + parameters)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static RestAssuredConfig asText() {
        return RestAssuredConfig.config()
                .encoderConfig(EncoderConfig.encoderConfig().encodeContentTypeAs(NDJSON, ContentType.TEXT));
    }
}
