package com.estflux.privacy.reference;

import static com.estflux.privacy.reference.TestSystem.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {

    private static final String CARD = "4111111111111111";
    private static TestSystem support;

    @BeforeAll
    static void start() {
        support = TestSystem.start("support");
    }

    @AfterAll
    static void stop() {
        support.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer token-of-the-tests-012345678",
                "Bearer token-of-the-tests-01234567890",
                "Basic token-of-the-tests-0123456789",
                "token-of-the-tests-0123456789"
            })
    void shouldRefuseWrongTokens(String authorization) {
        HttpRequest.Builder request = support.request("/tickets")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(ticket("planted")));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        HttpResponse<String> response = support.send(request);

        assertRefused(response, 401, "unauthenticated");
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    static String[] wrongBodies() {
        UUID subject = UUID.randomUUID();
        return new String[] {
            "",
            "null",
            "[]",
            "\"planted\"",
            "{",
            "{} {}",
            "{\"subjectId\":\"" + subject + "\"}",
            "{\"subjectId\":\"planted\",\"subject\":\"a\",\"message\":\"b\"}",
            "{\"subjectId\":\"" + subject + "\",\"subject\":\"\",\"message\":\"planted\"}",
            "{\"subjectId\":\"" + subject + "\",\"subject\":\"a\\u0000\",\"message\":\"planted\"}",
            "{\"subjectId\":\"" + subject + "\",\"subject\":1,\"message\":\"planted\"}",
            "{\"subjectId\":\"" + subject + "\",\"subject\":\"a\",\"subject\":\"planted\",\"message\":\"b\"}",
            "{\"subjectId\":\"" + subject + "\",\"subject\":\"a\",\"message\":\"planted\",\"status\":\"closed\"}",
            "{\"subjectId\":\"" + subject + "\",\"subject\":\"" + "a".repeat(501) + "\",\"message\":\"planted\"}",
            "{\"subject\":" + "[".repeat(1000) + "]".repeat(1000) + "}"
        };
    }

    @ParameterizedTest
    @MethodSource("wrongBodies")
    void shouldRefuseWrongBodiesWithoutQuotingThem(String body) {
        HttpResponse<String> response = support.post("/tickets", body);

        assertRefused(response, 400, "invalid-request");
        assertThat(response.body()).doesNotContain("planted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subject\":\"my card is 4111 1111 1111 1111, thanks\"}",
                "{\"subject\":" + CARD + "}",
                "{\"" + CARD + "\":1}",
                "{\"deep\":[{\"er\":\"4111-1111-1111-1111\"}]}",
                "[\"" + CARD + "\"]",
                "\"" + CARD + "\""
            })
    void shouldRefuseCardNumbersAnywhereInABody(String body) {
        HttpResponse<String> response = support.post("/tickets", body);

        assertRefused(response, 422, "card-number");
        assertThat(response.body()).doesNotContain("4111");
        assertThat(List.of(CARD, "1111 1111", "1111-1111"))
                .allSatisfy(digits -> assertThat(support.everythingWith(digits)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/tickets?card=" + CARD, "/tickets/" + CARD + "/close", "/tickets?q=4111%201111%201111%201111"})
    void shouldRefuseCardNumbersInTheAddress(String path) {
        assertRefused(support.post(path, "{}"), 422, "card-number");
    }

    @ParameterizedTest
    @CsvSource({
        "/nowhere, 404, not-found",
        "/tickets/1/close, 404, not-found",
        "/tickets/00000000-0000-0000-0000-000000000000/close, 404, not-found",
        "/tickets/00000000-0000-0000-0000-000000000000/messages, 400, invalid-request"
    })
    void shouldKnowOnlyItsPaths(String path, int status, String type) {
        assertRefused(support.post(path, "{}"), status, type);
    }

    @Test
    void shouldRefuseOtherMethodsSizesAndMediaTypes() {
        HttpRequest.Builder get = authorized("/tickets").GET();
        HttpRequest.Builder text = authorized("/tickets")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(ticket("planted")));

        assertRefused(support.send(get), 405, "method-not-allowed");
        assertRefused(support.send(text), 415, "unsupported-media-type");
        assertRefused(support.post("/tickets", " ".repeat(64 * 1024 + 1)), 413, "too-large");
    }

    @Test
    void shouldNotServeBeforeItHasBegun() {
        try (TestSystem waiting = TestSystem.prepare("support", "support")) {
            assertThat(waiting.isReady()).isFalse();
            HttpResponse<String> response = waiting.post("/tickets", ticket("early"));

            assertRefused(response, 503, "unavailable");
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static HttpRequest.Builder authorized(String path) {
        return support.request(path).header("Authorization", "Bearer token-of-the-tests-0123456789");
    }

    private static String ticket(String message) {
        return "{\"subjectId\":\"" + UUID.randomUUID() + "\",\"subject\":\"a\",\"message\":\"" + message + "\"}";
    }

    private static void assertRefused(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(response).path("type").asText()).isEqualTo("https://estflux.com/problems/" + type);
        assertThat(json(response).path("status").asInt()).isEqualTo(status);
    }
}
