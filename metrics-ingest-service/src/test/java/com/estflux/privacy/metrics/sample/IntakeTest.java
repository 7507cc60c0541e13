package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Samples.json;
import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.contracts.EventType;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The ways in over HTTP, and what is said of each line. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class IntakeTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
    private static final String CARD = "4222222222222";

    @Test
    void shouldRefuseWhatHoldsACardNumberAloneAndTakeTheOtherLines() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.3.0.1", START);
        String good = json(sample(vpsId, START, 1));
        String body = String.join(
                "\n",
                good,
                "{\"vpsId\":\"" + CARD,
                good.replace("{", "{\"note\":\"" + CARD + "\","),
                CARD,
                json(sample(vpsId, START.plusSeconds(300), 1)).replace(":2,", ":" + CARD + ","));

        post("application/x-ndjson", body)
                .statusCode(200)
                .body("stored", equalTo(2))
                .body("refused.line", equalTo(List.of(2, 3, 4)))
                .body("refused.reason", equalTo(List.of("malformed-json", "unknown-field", "not-an-object")));
        assertThat(Suite.count("SELECT count(*) FROM usage_sample WHERE cpu_microseconds = " + CARD))
                .as("a measure may look like one")
                .isEqualTo(1);
    }

    @Test
    void shouldTakeInABatchOfCloudEventsEachOnce() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.3.0.2", START);
        String first = event("1", json(sample(vpsId, START, 1)));
        String body = "["
                + String.join(
                        ",",
                        first,
                        event("2", json(sample(vpsId, START.plusSeconds(300), 2))),
                        first,
                        event("1", json(sample(vpsId, START.plusSeconds(600), 3))),
                        event("", json(sample(vpsId, START.plusSeconds(900), 4))),
                        event("5", json(sample(vpsId, START.plusSeconds(900), 4)))
                                .replace("vps.sampled", "ip.assigned"),
                        event("6", "[]"),
                        event("7", json(sample(vpsId, START.plusSeconds(900), 4)))
                                .replace("\"1.0\"", "\"0.3\""),
                        event("8", json(sample(vpsId, START, 77))),
                        "7")
                + "]";

        post("application/cloudevents-batch+json", body)
                .statusCode(200)
                .body("stored", equalTo(2))
                .body("duplicates", equalTo(1))
                .body("refused.line", equalTo(List.of(4, 5, 6, 7, 8, 9, 10)))
                .body(
                        "refused.reason",
                        equalTo(List.of(
                                "event-id-used-again",
                                "missing-attribute: id",
                                "unsupported: type",
                                "missing-field: data",
                                "unsupported: specversion",
                                "conflict",
                                "not-an-object")));
        post("application/cloudevents-batch+json", "{}").statusCode(400);
        post("application/cloudevents-batch+json", "[" + first).statusCode(400);
    }

    @Test
    void shouldAnswerTelegrafAsInfluxDbDoes() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.3.0.3", START);
        String line = "vps,vps_id=" + vpsId + " interval_seconds=300i,cpu_microseconds=1i,memory_used_bytes=2i,"
                + "disk_read_bytes=3i,disk_written_bytes=4i,disk_read_operations=5i,disk_write_operations=6i,"
                + "network_received_bytes=7i,network_transmitted_bytes=8i ";

        telegraf(Identities.token(Roles.USAGE_COLLECTOR), line + "1773136800000000000\n")
                .statusCode(204)
                .body(equalTo(""));
        telegraf(Identities.token(Roles.USAGE_COLLECTOR), line + "1773137100000000000\nvps no=1 1\n")
                .statusCode(400)
                .contentType("application/json")
                .body("code", equalTo("invalid"))
                .body("line", equalTo(2))
                .body("message", containsString("missing-tag: vps_id"))
                .body("stored", equalTo(1));
        telegraf("nobody", line).statusCode(401);
        telegraf(Identities.token(Roles.BILLING_SYSTEM), line).statusCode(403);
        given().header("Authorization", "Token " + Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/json")
                .body("[]")
                .post("/v1/samples")
                .then()
                .statusCode(401);
    }

    private static ValidatableResponse telegraf(String token, String body) {
        return given().header("Authorization", "Token " + token)
                .header("User-Agent", "Telegraf/1.32.0 Go/1.23.1")
                .contentType("text/plain; charset=utf-8")
                .body(body)
                .post("/api/v2/write?bucket=usage&org=estflux")
                .then();
    }

    private static ValidatableResponse post(String type, String body) {
        return given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType(type)
                .body(body.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/v1/samples")
                .then();
    }

    private static String event(String id, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/hosts/7\",\"type\":\"%s\",\"rack\":7,\"data\":%s}"
                .formatted(id, EventType.VPS_SAMPLED.type(), data);
    }
}
