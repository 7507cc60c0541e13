package com.estflux.privacy.consent.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What somebody sees who opens Swagger UI. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class ApiDescriptionTest {

    private static final String PROBLEM = "application/problem+json";

    @Test
    void shouldDescribeEveryOperationWithExamplesAndProblems() throws IOException {
        JsonNode api = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString());
        List<String> missing = new ArrayList<>();
        int operations = 0;
        for (var path : api.get("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (operation.getValue().has("responses") && isOurs(path.getKey())) {
                    String name = operation.getKey() + " " + path.getKey();
                    missing(api, operation.getValue()).forEach(what -> missing.add(name + ": " + what));
                    operations++;
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(operations).isGreaterThan(30);
        assertThat(api.at("/paths/~1v1~1decisions/get/responses").has("401")).isTrue();
        assertThat(api.at("/paths/~1v1~1purposes/get/responses").has("401")).isFalse();
        assertThat(api.at("/paths/~1v1~1decisions~1query/post/requestBody/content/application~1x-ndjson")
                        .has("example"))
                .isTrue();
        given().redirects().follow(true).get("/q/swagger-ui/").then().statusCode(200);
    }

    private static boolean isOurs(String path) {
        return path.startsWith("/v1/") || path.startsWith("/.well-known/");
    }

    private static List<String> missing(JsonNode api, JsonNode operation) {
        List<String> missing = new ArrayList<>();
        for (String text : List.of("summary", "description")) {
            if (operation.path(text).asText().isBlank()) {
                missing.add(text);
            }
        }
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("description").asText().isBlank()) {
                missing.add("description of " + parameter.path("name").asText());
            }
        }
        JsonNode responses = operation.get("responses");
        boolean anybody = !responses.has("401");
        for (String status : anybody ? List.of("429", "503") : List.of("401", "403", "503")) {
            if (!responses.path(status).path("content").has(PROBLEM)) {
                missing.add("problem " + status);
            }
        }
        if (operation.has("requestBody") && !exemplified(api, operation.get("requestBody"))) {
            missing.add("example of the body");
        }
        return missing;
    }

    private static boolean exemplified(JsonNode api, JsonNode body) {
        for (JsonNode content : body.get("content")) {
            JsonNode schema = content.path("schema");
            JsonNode properties =
                    api.at(schema.path("$ref").asText().replace("#", "")).path("properties");
            boolean some = false;
            for (JsonNode property : properties) {
                some |= property.has("examples")
                        || property.has("example")
                        || property.has("$ref")
                        || property.has("enum");
            }
            if (!some && !content.has("example") && !content.has("examples")) {
                return false;
            }
        }
        return true;
    }
}
