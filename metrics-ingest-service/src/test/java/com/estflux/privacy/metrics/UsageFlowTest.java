package com.estflux.privacy.metrics;

import static com.estflux.privacy.metrics.fixture.Samples.json;
import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newCase;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import com.estflux.privacy.contracts.EncodedEvent;
import com.estflux.privacy.contracts.EventMessage;
import com.estflux.privacy.contracts.rights.CaseClosed;
import com.estflux.privacy.contracts.rights.CaseStatus;
import com.estflux.privacy.contracts.rights.Right;
import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Identities.Customer;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class UsageFlowTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");

    @BeforeAll
    static void patience() {
        org.awaitility.Awaitility.setDefaultTimeout(Duration.ofSeconds(20));
    }

    @Test
    void shouldMeterWhatKafkaBringsWhateverTheOrderAndHoweverOften() {
        Customer customer = Identities.newCustomer();
        UUID vpsId = newVps(customer.subjectId(), "198.51.100.1", START);
        for (int i : new int[] {3, 0, 2, 0, 1, 3}) {
            publish(sample(vpsId, START.plusSeconds(300L * i), 1_000L * i));
        }
        await().until(() -> stored(vpsId) == 4);

        given().auth()
                .oauth2(customer.token())
                .queryParam("from", "2026-03-01")
                .queryParam("to", "2026-04-01")
                .queryParam("window", "month")
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .then()
                .statusCode(200)
                .body("total.samples", equalTo(4))
                .body("total.coveredSeconds", equalTo(1_200))
                .body("total.cpuMicroseconds", equalTo(6_004))
                .body("total.memoryBytesMax", equalTo(3_002))
                .body("total.receivedBytes", equalTo(6_028))
                .body("total.transmittedBytes", equalTo(6_032))
                .body("windows", hasSize(1));
        given().auth()
                .oauth2(customer.token())
                .queryParam("from", "2026-03-01")
                .queryParam("to", "2026-04-01")
                .get("/v1/subjects/{subjectId}/usage", customer.subjectId())
                .then()
                .statusCode(200)
                .body("total.samples", equalTo(4))
                .body("vps", hasSize(1))
                .body("windows[0].start", equalTo("2026-03-09T22:00:00Z"));
    }

    @Test
    void shouldPutPoisonAsideOneByOneAndStoreTheRest() {
        UUID vpsId = newVps(UUID.randomUUID(), "198.51.100.2", START);
        EncodedEvent good =
                Suite.CODEC.encode(EventMessage.create("/tests", Clock.systemUTC(), sample(vpsId, START, 5)));
        byte[] poison = "{\"poison\":".getBytes(StandardCharsets.UTF_8);
        Suite.KAFKA.send(new EncodedEvent(good.topic(), good.key(), good.partitionKey(), good.headers(), poison));
        Suite.KAFKA.send(good);
        publish(sample(vpsId, Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(1)), 6));
        publish(sample(vpsId, START.plusSeconds(300), 7));

        await().until(() -> stored(vpsId) == 2);
        await().untilAsserted(() -> assertThat(Suite.KAFKA.values("metrics.dead-letters.v1"))
                .anyMatch(letter -> letter.contains("MALFORMED_JSON"))
                .anyMatch(letter -> letter.contains("in-the-future")));
    }

    @Test
    void shouldAcknowledgeWhatIsDurableAndNameBadLines() {
        UUID vpsId = newVps(UUID.randomUUID(), "198.51.100.3", START);
        VpsSampled first = sample(vpsId, START, 1);
        String body = String.join(
                "\n",
                json(first),
                "",
                json(sample(vpsId, START.plusSeconds(300), 2)),
                json(first),
                json(sample(vpsId, START, 99)),
                "{\"vpsId\":",
                json(sample(vpsId, START.plusSeconds(600), 3)).replace(":300,", ":NaN,"),
                json(sample(vpsId, START.plusSeconds(900), 3)).replace("\"diskReadBytes\":6", "\"diskReadBytes\":-6"),
                json(sample(vpsId, START.plusSeconds(1200), 3)).replace("{", "{\"project\":\"x\","));

        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/x-ndjson")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/samples")
                .then()
                .statusCode(200)
                .body("stored", equalTo(2))
                .body("duplicates", equalTo(1))
                .body("refused.line", equalTo(java.util.List.of(5, 6, 7, 8, 9)))
                .body(
                        "refused.reason",
                        equalTo(java.util.List.of(
                                "conflict",
                                "malformed-json",
                                "malformed-json",
                                "out-of-range: diskReadBytes",
                                "unknown-field")));
        assertThat(stored(vpsId)).isEqualTo(2);
        assertThat(count("SELECT occurrences FROM sample_conflict WHERE vps_id = '" + vpsId + "'"))
                .isEqualTo(1);

        String again = IntStream.range(0, 500)
                .mapToObj(i -> json(sample(vpsId, START.plusSeconds(300L * i), i + 1)))
                .collect(Collectors.joining(",", "[", "]"));
        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/json")
                .body(again)
                .post("/v1/samples")
                .then()
                .statusCode(200)
                .body("stored", equalTo(498))
                .body("duplicates", equalTo(2))
                .body("refusedCount", equalTo(0));
    }

    @Test
    void shouldTakeInLineProtocolPackedAndNameBadLines() throws java.io.IOException {
        UUID vpsId = newVps(UUID.randomUUID(), "198.51.100.5", START);
        String line = "vps,host=ada\\ lovelace,vps_id=" + vpsId + " interval_seconds=300i,cpu_microseconds=1i,"
                + "memory_used_bytes=2i,disk_read_bytes=3i,disk_written_bytes=4i,disk_read_operations=5i,"
                + "disk_write_operations=6i,network_received_bytes=7i,network_transmitted_bytes=8i,note=\"a\nb\" ";
        var packed = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write((line + START.getEpochSecond() + "\n" + line
                            + START.plusSeconds(300).getEpochSecond())
                    .getBytes(StandardCharsets.UTF_8));
        }
        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .header("Content-Encoding", "gzip")
                .contentType("text/plain")
                .body(packed.toByteArray())
                .post("/api/v2/write?bucket=usage&precision=s")
                .then()
                .statusCode(204);
        assertThat(stored(vpsId)).isEqualTo(2);

        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("text/plain")
                .body((line.replace("=8i", "=-8i") + "600000\n" + line
                                + START.plusSeconds(600).toEpochMilli())
                        .getBytes(StandardCharsets.UTF_8))
                .post("/api/v2/write?precision=ms")
                .then()
                .statusCode(400)
                .body("stored", equalTo(1))
                .body("refused.line", equalTo(java.util.List.of(1)));
        assertThat(stored(vpsId)).isEqualTo(3);
    }

    @Test
    void shouldKeepSamplesOfUnknownVpsUntilItsAssignmentComes() {
        UUID vpsId = UUID.randomUUID();
        publish(sample(vpsId, START, 1));
        publish(sample(vpsId, START.plusSeconds(300), 2));
        await().until(() -> count("SELECT count(*) FROM quarantined_sample WHERE vps_id = '" + vpsId + "'") == 2);

        UUID subject = UUID.randomUUID();
        publish(new com.estflux.privacy.contracts.usage.IpAssigned(
                UUID.randomUUID(), subject, vpsId, "2001:db8::7", START));
        await().until(() -> stored(vpsId) == 2);

        assertThat(count("SELECT count(*) FROM quarantined_sample WHERE vps_id = '" + vpsId + "'"))
                .isZero();
        given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .queryParam("from", "2026-03-10T10:00:00Z")
                .queryParam("to", "2026-03-10T11:00:00Z")
                .queryParam("window", "hour")
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .then()
                .statusCode(200)
                .body("total.samples", equalTo(2));
    }

    @Test
    void shouldShowNobodyWhatIsAnothers() {
        Customer owner = Identities.newCustomer();
        Customer other = Identities.newCustomer();
        UUID vpsId = newVps(owner.subjectId(), "198.51.100.4", START);

        given().auth()
                .oauth2(other.token())
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(other.token())
                .get("/v1/subjects/{subjectId}/usage", owner.subjectId())
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(other.token())
                .get("/v1/vps/{vpsId}/usage", UUID.randomUUID())
                .then()
                .statusCode(404);
        given().get("/v1/vps/{vpsId}/usage", vpsId).then().statusCode(401);
        given().auth()
                .oauth2(owner.token())
                .contentType("application/json")
                .body("[]")
                .post("/v1/samples")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(owner.token())
                .queryParam("from", "2026-03-10T10:30:00Z")
                .queryParam("window", "hour")
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .then()
                .statusCode(400);
    }

    @Test
    void shouldTellStaffWithACaseWhoHeldAnAddress() {
        UUID one = UUID.randomUUID();
        UUID vpsId = newVps(one, "203.0.113.9", START);
        UUID contradicting = UUID.randomUUID();
        publish(new com.estflux.privacy.contracts.usage.IpAssigned(
                contradicting, UUID.randomUUID(), UUID.randomUUID(), "203.0.113.9", START.plusSeconds(60)));
        await().until(() ->
                count("SELECT count(*) FROM assignment_conflict WHERE assignment_id = '" + contradicting + "'") == 1);

        String caseId = newCase().toString();
        Instant during = START.plusSeconds(120);
        lookUp(Roles.SUPPORT_AGENT, "203.0.113.9", during, caseId)
                .statusCode(200)
                .body("items.vpsId", hasItems(vpsId.toString()))
                .body("items", hasSize(1))
                .body("ambiguous", equalTo(false));
        lookUp(Roles.PRIVACY_OFFICER, "203.0.113.0/24", during, caseId)
                .statusCode(200)
                .body("items", hasSize(1));
        lookUp(Roles.SUPPORT_AGENT, "203.0.113.9", START.minusSeconds(1), caseId)
                .statusCode(200)
                .body("items", hasSize(0));
        assertThat(count("SELECT count(*) FROM audit_entry WHERE action = 'ip-assignment.look-up'"
                        + " AND object_id = '" + caseId + "' AND subject_ref IS NOT NULL"))
                .isEqualTo(2);
        lookUp(Roles.BILLING_SYSTEM, "203.0.113.9", during, caseId).statusCode(403);
    }

    @Test
    void shouldNotListHoldersOfAddresses() {
        String caseId = newCase().toString();
        for (String network : new String[] {"0.0.0.0/0", "203.0.113.0/24", "203.0.113.8/31", "::/0", "2001:db8::/64"}) {
            lookUp(Roles.SUPPORT_AGENT, network, START, caseId)
                    .statusCode(400)
                    .body("type", endsWith("/network-too-large"));
        }
        for (String network : new String[] {"0.0.0.0/0", "203.0.112.0/23", "::/0", "2001:db8::/63"}) {
            lookUp(Roles.PRIVACY_OFFICER, network, START, caseId)
                    .statusCode(400)
                    .body("type", endsWith("/network-too-large"));
        }
        lookUp(Roles.SUPPORT_AGENT, "203.0.113.9/32", START, caseId).statusCode(200);
    }

    @Test
    void shouldLookAddressesUpForOpenCasesOnly() {
        UUID closed = newCase();
        publish(new CaseClosed(closed, UUID.randomUUID(), Right.ACCESS, CaseStatus.COMPLETED, START));
        await().until(() ->
                count("SELECT count(*) FROM known_case WHERE NOT open AND case_id = '" + closed + "'") == 1);

        lookUp(Roles.PRIVACY_OFFICER, "203.0.113.9", START, closed.toString())
                .statusCode(409)
                .body("type", endsWith("/case-not-open"));
        lookUp(Roles.PRIVACY_OFFICER, "203.0.113.9", START, UUID.randomUUID().toString())
                .statusCode(409);
        lookUp(Roles.PRIVACY_OFFICER, "203.0.113.9", START, "ABUSE-17").statusCode(400);
    }

    private static ValidatableResponse lookUp(String role, String ip, Instant at, String caseId) {
        return given().auth()
                .oauth2(Identities.token(role))
                .queryParam("ip", ip)
                .queryParam("at", at.toString())
                .queryParam("caseReference", caseId)
                .queryParam("port", 443)
                .get("/v1/ip-assignments")
                .then();
    }

    private static long stored(UUID vpsId) {
        return count("SELECT count(*) FROM usage_sample s JOIN vps v USING (vps_no) WHERE vps_id = '" + vpsId + "'");
    }
}
