package com.estflux.privacy.metrics.finding;

import static com.estflux.privacy.metrics.fixture.Samples.json;
import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class FindingTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");

    @Inject
    FindingService findings;

    @Test
    void shouldShowUsageThatDidNotReachAnInvoice() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.58.0.1", START);
        UUID unknown = UUID.randomUUID();
        deliver("/v1/samples", json(sample(vpsId, START, 1)), json(sample(vpsId, START, 2)));
        deliver("/v1/samples", json(sample(unknown, START, 1)), json(sample(unknown, START.plusSeconds(300), 1)));
        for (long value : new long[] {10, 5, 20}) {
            deliver("/v1/counters", reading(vpsId, 900 + 60 * (value == 10 ? 0 : value == 5 ? 1 : 2), value));
        }

        ask(vpsId)
                .statusCode(200)
                .body("items.kind", containsInAnyOrder("sample", "reading"))
                .body("items.reason", containsInAnyOrder("conflict", "fell"));
        ask(unknown)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("quarantine"))
                .body("items[0].reason", equalTo("waiting"))
                .body("items[0].samples", equalTo(2));
        String next = given().auth()
                .oauth2(Identities.token(Roles.OPERATOR))
                .queryParam("limit", 1)
                .get("/v1/usage-findings")
                .jsonPath()
                .getString("next");
        given().auth()
                .oauth2(Identities.token(Roles.OPERATOR))
                .queryParam("cursor", next)
                .queryParam("kind", "reading")
                .get("/v1/usage-findings")
                .then()
                .statusCode(200);

        findings.count().await().indefinitely();
        assertThat(given().get("/q/metrics").asString())
                .contains("usage_findings{kind=\"reading\",reason=\"fell\"}")
                .contains("usage_findings{kind=\"quarantine\",reason=\"waiting\"}")
                .doesNotContain(vpsId.toString());
    }

    @Test
    void shouldAnswerStaffAlone() {
        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .get("/v1/usage-findings")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .queryParam("kind", "other")
                .get("/v1/usage-findings")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(Identities.token(Roles.AUDITOR))
                .queryParam("cursor", "bm9uZQ==")
                .get("/v1/usage-findings")
                .then()
                .statusCode(400);
    }

    private static ValidatableResponse ask(UUID vpsId) {
        return given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .queryParam("vpsId", vpsId.toString())
                .get("/v1/usage-findings")
                .then();
    }

    private static void deliver(String path, String... lines) {
        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/x-ndjson")
                .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post(path)
                .then()
                .statusCode(200);
    }

    private static String reading(UUID vpsId, long second, long value) {
        return """
                {"vpsId":"%1$s","readAt":"%2$s","boot":1,"cpuMicroseconds":%3$d,"memoryUsedBytes":1,\
                "diskReadBytes":%3$d,"diskWrittenBytes":%3$d,"diskReadOperations":%3$d,"diskWriteOperations":%3$d,\
                "networkReceivedBytes":%3$d,"networkTransmittedBytes":%3$d}""".formatted(vpsId, START.plusSeconds(second), value);
    }
}
