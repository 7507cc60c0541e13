package com.estflux.privacy.platform.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not json|malformed-body|not JSON, line",
                "{\"text\":\"a\",\"pages\":1,\"deadline\":\"2099\"}|malformed-body|known are detail, pages, text",
                "{\"text\":\"a\",\"pages\":\"many-secret\"}|malformed-body|does not fit at pages",
                "{\"text\":\"a\",\"pages\":\"1\"}|malformed-body|does not fit at pages",
                "{\"text\":5,\"pages\":1}|malformed-body|does not fit at text",
                "{\"text\":\"a\",\"pages\":null}|malformed-body|does not fit at pages",
                "{\"text\":\"a\",\"pages\":1.5}|malformed-body|does not fit at pages",
                "{\"text\":\"a\",\"pages\":1,\"detail\":{\"reference\":\"a-secret\"}}|malformed-body|at detail.reference",
                "{\"text\":\"a\",\"text\":\"b\",\"pages\":1}|malformed-body|",
                "{\"text\":\"a\",\"pages\":1} {}|malformed-body|",
                "[]|malformed-body|",
                "null|invalid-request|see errors",
                "{\"text\":\"\",\"pages\":1}|invalid-request|see errors",
                "{\"text\":\"a\",\"pages\":11}|invalid-request|see errors"
            })
    void shouldSayWhatIsWrongWithBody(String body, String slug, @Nullable String detail) {
        ValidatableResponse answer = problem(post(body), 400, slug);
        if (detail != null) {
            answer.body("detail", containsString(detail));
        }
        answer.body(not(containsString("secret")));
    }

    @Test
    void shouldRefuseDeepJson() throws IOException, InterruptedException {
        String deep = "{\"text\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        var answer = send(deep);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("https://estflux.com/problems/malformed-body");
    }

    private static HttpResponse<String> send(String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/probe/notes"))
                .header("Authorization", "Bearer " + Identities.newCustomer().token())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void shouldNameBrokenRulesByField() {
        problem(post("{\"text\":\"\",\"pages\":11}"), 400, "invalid-request")
                .body("errors.field", hasItem("note.pages"))
                .body("errors.field", hasItem("note.text"));
    }

    @Test
    void shouldTellBadParameters() {
        String token = Identities.token("privacy-officer");
        problem(given().auth().oauth2(token).get("/v1/probe/subjects/nobody").then(), 400, "invalid-parameter");
        problem(given().get("/v1/probe/open?id=nobody").then(), 400, "invalid-parameter");
    }

    @Test
    void shouldAnswerWhatHttpRefusesWithProblems() {
        problem(given().get("/v1/nowhere").then(), 404, "not-found");
        problem(given().get("/nowhere").then(), 404, "not-found");
        problem(given().delete("/v1/probe/open").then(), 405, "method-not-allowed");
        problem(given().accept("text/csv").get("/v1/probe/open").then(), 406, "not-acceptable");
        problem(
                given().auth()
                        .oauth2(Identities.newCustomer().token())
                        .contentType("text/plain")
                        .body("x")
                        .post("/v1/probe/notes")
                        .then(),
                415,
                "unsupported-media-type");
    }

    @Test
    void shouldRefuseLargeBodyWithoutTakingItIn() throws IOException {
        problem(post(" ".repeat(1024 * 1024 + 1)), 413, "body-too-large");
        Refused refused = chunked(100);
        assertThat(refused.megabytesTaken()).isLessThan(50);
        assertThat(refused.answer()).isIn("HTTP/1.1 413", "");
    }

    /** How much was taken in before the refusal, and its status line; empty if the connection was gone before that. */
    private record Refused(int megabytesTaken, String answer) {}

    /** Sends so many megabytes in chunks, without saying how many there will be. */
    private static Refused chunked(int megabytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            String head = String.join(
                    "\r\n",
                    "POST /v1/probe/measures HTTP/1.1",
                    "Host: localhost",
                    "Content-Type: application/json",
                    "Transfer-Encoding: chunked",
                    "",
                    "");
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("100000\r\n" + " ".repeat(1024 * 1024) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            int taken = 0;
            byte[] answer = new byte[12];
            try {
                while (taken < megabytes && socket.getInputStream().available() == 0) {
                    out.write(chunk);
                    taken++;
                }
            } catch (SocketException closed) {
                // The service need not listen to the rest; what it said before is still there to be read.
            }
            int read;
            try {
                read = socket.getInputStream().readNBytes(answer, 0, answer.length);
            } catch (SocketException reset) {
                read = 0;
            }
            return new Refused(taken, new String(answer, 0, read, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldTellNothingOfItself() {
        problem(given().get("/v1/probe/broken").then(), 500, "internal-error")
                .body(not(containsString("secret")))
                .body(not(containsString("Exception")));
    }

    @Test
    void shouldAskToTryAgainWhenDatabaseCannotKeepUp() {
        ExecutorService callers = Executors.newFixedThreadPool(40);
        try {
            List<CompletableFuture<Integer>> answers = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(ProblemsTest::slow, callers))
                    .toList();
            List<Integer> statuses =
                    answers.stream().map(CompletableFuture::join).toList();
            assertThat(statuses).containsOnly(200, 503).contains(200, 503);
        } finally {
            callers.shutdownNow();
        }
    }

    private static int slow() {
        var answer = given().get("/v1/probe/slow").then();
        if (answer.extract().statusCode() == 503) {
            problem(answer, 503, "temporarily-unavailable").header("Retry-After", "2");
        }
        return answer.extract().statusCode();
    }

    private static ValidatableResponse post(String body) {
        return given().auth()
                .oauth2(Identities.newCustomer().token())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/probe/notes")
                .then();
    }

    private static ValidatableResponse problem(ValidatableResponse answer, int status, String slug) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("https://estflux.com/problems/" + slug))
                .body("status", equalTo(status));
    }
}
