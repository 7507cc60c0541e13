package com.estflux.privacy.metrics;

import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API's description shows as a request is a request that works. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class ApiExamplesTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    /** Remote write is shown in words, since its bytes cannot be; replaying dead letters is the platform's. */
    private static final Set<String> OTHERS_TRY = Set.of(
            "post /api/v1/write application/x-protobuf",
            "post /v1/dead-letters/{id}/replay application/json",
            "post /v1/time-guard/release application/json");

    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("post /v1/samples application/json", Roles.USAGE_COLLECTOR),
            Map.entry("post /v1/samples application/x-ndjson", Roles.USAGE_COLLECTOR),
            Map.entry("post /v1/samples application/cloudevents-batch+json", Roles.USAGE_COLLECTOR),
            Map.entry("post /v1/samples application/cloudevents+json", Roles.USAGE_COLLECTOR),
            Map.entry("post /v1/counters application/json", Roles.USAGE_COLLECTOR),
            Map.entry("post /v1/counters application/x-ndjson", Roles.USAGE_COLLECTOR),
            Map.entry("post /api/v2/write text/plain", Roles.USAGE_COLLECTOR),
            Map.entry("put /v1/ip-assignments/{assignmentId} application/json", Roles.ACCOUNT_SYSTEM),
            Map.entry("put /v1/vps/{vpsId}/placement application/json", Roles.ACCOUNT_SYSTEM),
            Map.entry(
                    "put /v1/billing-periods/{periodId}/corrections/{correctionId} application/json",
                    Roles.BILLING_SYSTEM),
            Map.entry("post /v1/analytics/pageviews application/json", Roles.OPERATOR));

    private static Set<String> requests() {
        return ROLES.keySet();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void shouldTakeWhatIsShown(String request) {
        // given
        String[] words = request.split(" ", -1);
        String path = filled(words[1]);

        // when
        var answer =
                send(words[0], path, words[2], ROLES.get(request), examples().get(request));

        // then
        assertThat(answer.statusCode()).as(answer.asString()).isBetween(200, 299);
        assertThat(answer.asString()).as("a line is refused").doesNotContain("\"refused\":[{");
    }

    @Test
    void shouldShowNothingThatIsNotTried() {
        assertThat(examples().keySet()).containsExactlyInAnyOrderElementsOf(requests());
    }

    /** The first example of every request body, by method, path and media type. */
    private static Map<String, String> examples() {
        JsonObject description = new JsonObject(
                given().queryParam("format", "json").get("/q/openapi").asString());
        Map<String, String> examples = new TreeMap<>();
        description.getJsonObject("paths").forEach(path -> ((JsonObject) path.getValue()).forEach(operation -> {
            if (METHODS.contains(operation.getKey())) {
                JsonObject body = ((JsonObject) operation.getValue()).getJsonObject("requestBody", new JsonObject());
                body.getJsonObject("content", new JsonObject())
                        .forEach(content -> examples.put(
                                operation.getKey() + " " + path.getKey() + " " + content.getKey(),
                                example(description, (JsonObject) content.getValue())));
            }
        }));
        examples.keySet().removeAll(OTHERS_TRY);
        return examples;
    }

    private static String example(JsonObject description, JsonObject content) {
        for (var example : content.getJsonObject("examples", new JsonObject())) {
            return text(((JsonObject) example.getValue()).getValue("value"));
        }
        String reference = content.getJsonObject("schema").getString("$ref");
        String name = reference.substring(reference.lastIndexOf('/') + 1);
        JsonObject schema =
                description.getJsonObject("components").getJsonObject("schemas").getJsonObject(name);
        return text(
                schema.containsKey("examples")
                        ? schema.getJsonArray("examples").getValue(0)
                        : schema.getValue("example"));
    }

    private static String text(Object example) {
        return example instanceof String text ? text : Json.encode(example);
    }

    private static String filled(String path) {
        String filled = path.replace("{assignmentId}", UUID.randomUUID().toString())
                .replace("{correctionId}", UUID.randomUUID().toString());
        if (filled.contains("{vpsId}")) {
            return filled.replace(
                    "{vpsId}", newVps(UUID.randomUUID(), "10.19.0.1", START).toString());
        }
        return filled.contains("{periodId}") ? filled.replace("{periodId}", closedPeriod()) : filled;
    }

    private static String closedPeriod() {
        UUID subjectId = UUID.randomUUID();
        newVps(subjectId, "10.19.0.2", START);
        return send(
                        "put",
                        "/v1/subjects/" + subjectId + "/billing-periods/2026-02",
                        "application/json",
                        Roles.BILLING_SYSTEM,
                        "")
                .jsonPath()
                .getString("periodId");
    }

    private static Response send(String method, String path, String mediaType, String role, String body) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs(mediaType, ContentType.TEXT)))
                .auth()
                .oauth2(Identities.token(role))
                .contentType(mediaType)
                .body(body)
                .request(method, path);
    }
}
