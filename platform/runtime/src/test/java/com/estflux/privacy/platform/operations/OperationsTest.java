package com.estflux.privacy.platform.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.estflux.privacy.platform.LogCapture;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "consent"))
class OperationsTest {

    @Test
    void shouldAnswerOperatorsWithoutToken() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'command-log' }.status", equalTo("UP")));
        given().get("/q/health/live").then().statusCode(200);
        // It asks whether partitions are assigned, which they are only some time after a broker was away.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> given().get("/q/health/started").then().statusCode(200));
        // It is there once it was measured for the first time.
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> given().get("/q/metrics").then().statusCode(200).body(containsString("outbox_backlog")));
        given().get("/q/openapi")
                .then()
                .statusCode(200)
                .body(startsWith("---\nopenapi: 3.1.0"))
                .body(containsString("/v1/dead-letters"));
        given().get("/q/swagger-ui/").then().statusCode(200);
    }

    @Test
    void shouldLogInStructuredFormInProduction() {
        SmallRyeConfig production = new SmallRyeConfigBuilder()
                .withProfile("prod")
                .addDefaultInterceptors()
                .addDefaultSources()
                .build();
        assertThat(production.getValue("quarkus.log.console.json.enabled", Boolean.class))
                .isTrue();
    }

    @Test
    void shouldKeepPeopleOutOfMetricsAndLogs() {
        Customer customer = Identities.newCustomer();
        try (LogCapture log = new LogCapture()) {
            given().auth()
                    .oauth2(customer.token())
                    .get("/v1/probe/subjects/" + customer.subjectId())
                    .then()
                    .statusCode(200);
            given().auth()
                    .oauth2(customer.token())
                    .contentType(ContentType.JSON)
                    .body(Map.of("text", customer.email().substring(0, 30), "pages", 1))
                    .post("/v1/probe/notes")
                    .then()
                    .statusCode(200);
            given().get("/v1/nowhere/" + customer.subjectId()).then().statusCode(404);
            given().get("/v1/probe/broken?who=" + customer.email()).then().statusCode(500);
            assertThat(log.text())
                    .contains("answered 500")
                    .doesNotContain(customer.subjectId().toString(), customer.email(), customer.token());
        }
        String metrics = given().get("/q/metrics").then().extract().asString();
        assertThat(metrics)
                .contains("/v1/probe/subjects/{subjectId}")
                .doesNotContain(customer.subjectId().toString(), customer.email());
    }
}
