package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Samples.json;
import static com.estflux.privacy.metrics.fixture.Samples.sample;
import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.Infrastructure;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Forms that standards allow and programs use, besides the plain ones. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class SampleFormsTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
    private static final String TYPE = "com.estflux.vps.sampled.v1";

    @Test
    void shouldTakeAnyCaseOfGzipAndAByteOrderMark() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.57.0.1", START);
        byte[] marked = bytes("\ufeff" + json(sample(vpsId, START, 1)));
        byte[] array = bytes("\ufeff[" + json(sample(vpsId, START.plusSeconds(300), 1)) + "]");

        collector()
                .contentType("application/x-ndjson")
                .header("Content-Encoding", "GZIP")
                .body(gzip(marked))
                .post("/v1/samples")
                .then()
                .statusCode(200)
                .body("stored", equalTo(1));
        collector()
                .contentType("application/json")
                .body(array)
                .post("/v1/samples")
                .then()
                .statusCode(200)
                .body("stored", equalTo(1));
        collector()
                .contentType("text/plain")
                .header("Content-Encoding", "Gzip")
                .body(gzip(bytes("\ufeffvps,vps_id=" + vpsId + " interval_seconds=300i,cpu_microseconds=1i,"
                        + "memory_used_bytes=2i,disk_read_bytes=3i,disk_written_bytes=4i,disk_read_operations=5i,"
                        + "disk_write_operations=6i,network_received_bytes=7i,network_transmitted_bytes=8i")))
                .post("/api/v2/write")
                .then()
                .statusCode(204);
    }

    @Test
    void shouldTakeASingleCloudEventInBothModes() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.57.0.2", START);
        String structured = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/hosts/7\",\"type\":\"" + TYPE
                + "\",\"data\":" + json(sample(vpsId, START, 1)) + "}";

        collector()
                .contentType("application/cloudevents+json")
                .body(bytes(structured))
                .post("/v1/samples")
                .then()
                .statusCode(200)
                .body("stored", equalTo(1));
        collector()
                .contentType("application/json")
                .headers("ce-specversion", "1.0", "ce-id", "2", "ce-source", "/hosts/7", "ce-type", TYPE)
                .body(bytes(json(sample(vpsId, START.plusSeconds(300), 1))))
                .post("/v1/samples")
                .then()
                .statusCode(200)
                .body("stored", equalTo(1));
        collector()
                .contentType("application/json")
                .headers("ce-specversion", "1.0", "ce-id", "3", "ce-source", "/hosts/7", "ce-type", "other")
                .body(bytes(json(sample(vpsId, START.plusSeconds(600), 1))))
                .post("/v1/samples")
                .then()
                .statusCode(422)
                .body("refused[0].reason", equalTo("unsupported: type"));
    }

    @Test
    void shouldTakeStructuredModeAndRecordsWithoutKeyOrTimeFromKafka() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.57.0.3", START);
        String structured = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/hosts/7\",\"type\":\"" + TYPE
                + "\",\"data\":" + json(sample(vpsId, START, 1)) + "}";
        ProducerRecord<byte[], byte[]> binary =
                new ProducerRecord<>("usage.samples.v1", null, bytes(json(sample(vpsId, START.plusSeconds(300), 1))));
        Map.of("ce_specversion", "1.0", "ce_id", "2", "ce_source", "/hosts/7", "ce_type", TYPE)
                .forEach((name, value) -> binary.headers().add(name, bytes(value)));
        ProducerRecord<byte[], byte[]> one = new ProducerRecord<>("usage.samples.v1", null, bytes(structured));
        one.headers().add("content-type", bytes("application/cloudevents+json; charset=UTF-8"));

        try (var producer = new KafkaProducer<>(
                Infrastructure.get().kafka().clientSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(one);
            producer.send(binary);
        }

        await().atMost(Duration.ofSeconds(20))
                .until(() -> count("SELECT count(*) FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId
                                + "'")
                        == 2);
    }

    @Test
    void shouldNotAnswerSuccessWhenEveryLineIsRefused() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.57.0.4", START);
        String good = json(sample(vpsId, START, 1));
        String bad = good.replace("\"cpuMicroseconds\":2", "\"cpuMicroseconds\":-2");

        for (String path : new String[] {"/v1/samples", "/v1/counters"}) {
            collector()
                    .contentType("application/x-ndjson")
                    .body(bytes(bad + "\n" + bad))
                    .post(path)
                    .then()
                    .statusCode(422)
                    .body("refusedCount", equalTo(2))
                    .body("stored", equalTo(0));
        }
        collector()
                .contentType("application/x-ndjson")
                .body(bytes(bad + "\n" + good))
                .post("/v1/samples")
                .then()
                .statusCode(200)
                .body("refusedCount", equalTo(1));
    }

    @Test
    void shouldRefuseIdsThatAreNotCanonicalEverywhere() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.57.0.5", START);
        String misplaced = misplaced(vpsId);

        given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .get("/v1/vps/{vpsId}/usage", misplaced)
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .queryParam("vpsId", misplaced)
                .get("/v1/usage-findings")
                .then()
                .statusCode(400);
        given().auth()
                .oauth2(Identities.token(Roles.ACCOUNT_SYSTEM))
                .contentType("application/json")
                .body("{\"subjectId\":\"" + UUID.randomUUID() + "\",\"vpsId\":\"" + misplaced
                        + "\",\"ipAddress\":\"10.57.0.6\",\"assignedAt\":\"" + START + "\"}")
                .put("/v1/ip-assignments/{assignmentId}", UUID.randomUUID())
                .then()
                .statusCode(400);
        collector()
                .contentType("application/x-ndjson")
                .body(bytes(json(sample(vpsId, START, 1)).replace(vpsId.toString(), misplaced)))
                .post("/v1/samples")
                .then()
                .statusCode(422)
                .body("refused[0].reason", equalTo("not-a-uuid: vpsId"));
    }

    /** The JDK reads it as another id of as many characters. */
    private static String misplaced(UUID id) {
        String text = id.toString();
        return text.substring(0, 7) + "-" + text.charAt(7) + text.substring(9);
    }

    private static RequestSpecification collector() {
        return given().auth().oauth2(Identities.token(Roles.USAGE_COLLECTOR));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
