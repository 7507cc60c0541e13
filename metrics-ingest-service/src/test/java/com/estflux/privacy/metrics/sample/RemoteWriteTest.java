package com.estflux.privacy.metrics.sample;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static com.estflux.privacy.metrics.fixture.Suite.publish;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.contracts.usage.IpAssigned;
import com.estflux.privacy.metrics.fixture.WriteRequests;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Prometheus remote write, with what a real Prometheus sent. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class RemoteWriteTest {

    private static final UUID RECORDED = UUID.fromString("018f0000-0000-7000-8000-00000000a001");
    private static final UUID RECORDED_TOO = UUID.fromString("018f0000-0000-7000-8000-00000000a002");
    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");

    @Test
    void shouldDeriveSamplesFromWhatPrometheusSentOnceTheVpsIsNamed() {
        for (int scrape : new int[] {3, 1, 2, 2}) {
            write(WriteRequests.recorded(scrape)).statusCode(204);
        }
        assertThat(count("SELECT count(*) FROM counter_reading WHERE NOT known AND complete AND vps_id IN ('" + RECORDED
                        + "', '" + RECORDED_TOO + "')"))
                .isEqualTo(6);

        UUID subject = UUID.randomUUID();
        publish(new IpAssigned(UUID.randomUUID(), subject, RECORDED, "10.4.0.1", START));
        publish(new IpAssigned(UUID.randomUUID(), subject, RECORDED_TOO, "10.4.0.2", START));
        await().until(() -> stored(RECORDED) == 2 && stored(RECORDED_TOO) == 2);

        // The scraped host counts 4,096 bytes a second on the one, twice that on the other, in whole seconds.
        assertThat(sum(RECORDED, "disk_read_bytes") % 4_096).isZero();
        assertThat(sum(RECORDED, "disk_read_bytes")).isEqualTo(4_096 * sum(RECORDED, "disk_read_operations"));
        assertThat(sum(RECORDED, "cpu_microseconds")).isEqualTo(250_000 * sum(RECORDED, "disk_read_operations"));
        assertThat(sum(RECORDED_TOO, "received_bytes")).isEqualTo(2 * sum(RECORDED, "received_bytes"));
        assertThat(sum(RECORDED, "transmitted_bytes"))
                .isEqualTo(2 * sum(RECORDED, "received_bytes"))
                .isPositive();
        assertThat(count("SELECT count(*) FROM counter_reading r WHERE r::text ~* 'ada|lovelace|analytical'"))
                .isZero();
    }

    @Test
    void shouldPutTheSeriesOfAScrapeTogetherHoweverTheyAreSharded() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.4.0.3", START);
        long start = START.toEpochMilli();
        List<String> metrics = List.of(
                "vps_cpu_seconds_total",
                "vps_memory_used_bytes",
                "vps_disk_read_bytes_total",
                "vps_disk_written_bytes_total",
                "vps_disk_reads_total",
                "vps_disk_writes_total",
                "vps_network_receive_bytes_total",
                "vps_network_transmit_bytes_total");
        for (int shard = 0; shard < 8; shard += 4) {
            WriteRequests request = new WriteRequests();
            for (String metric : metrics.subList(shard, shard + 4)) {
                request.series(labels(metric, vpsId, "1"), 10, start);
                request.series(labels(metric, vpsId, "1"), 15, start + 60_000);
            }
            assertThat(stored(vpsId)).isZero();
            write(request.packed()).statusCode(204);
        }

        assertThat(stored(vpsId)).isEqualTo(1);
        assertThat(sum(vpsId, "cpu_microseconds")).isEqualTo(5_000_000);
        assertThat(sum(vpsId, "memory_used_bytes")).isEqualTo(15);
        assertThat(sum(vpsId, "interval_seconds")).isEqualTo(60);
    }

    @Test
    void shouldNameBadSeriesAndIgnoreOthers() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.4.0.4", START);
        long at = START.toEpochMilli();
        String metric = "vps_cpu_seconds_total";
        byte[] body = new WriteRequests()
                .series(Map.of("__name__", "up"), 1, at)
                .series(labels(metric, vpsId, "1"), Double.NaN, at)
                .series(labels(metric, vpsId, "1"), Double.longBitsToDouble(0x7ff0000000000002L), at)
                .series(labels(metric, vpsId, "1"), -1, at)
                .series(labels(metric, vpsId, "1"), Double.POSITIVE_INFINITY, at)
                .series(labels(metric, vpsId, "1"), 1e300, at)
                .series(Map.of("__name__", metric), 1, at)
                .series(labels(metric, vpsId, "soon"), 1, at)
                .series(labels(metric, vpsId, "1"), 1, Long.MAX_VALUE)
                .series(labels(metric, vpsId, "1"), 7, at)
                .series(labels(metric, vpsId, "1"), 8, at)
                .packed();

        write(body)
                .statusCode(400)
                .body("stored", equalTo(1))
                .body("refused.line", equalTo(List.of(2, 4, 5, 6, 7, 8, 9, 11)))
                .body(
                        "refused.reason",
                        equalTo(List.of(
                                "out-of-range: value",
                                "negative-figure",
                                "out-of-range: value",
                                "out-of-range: value",
                                "missing-label: vps_id",
                                "not-a-whole-number: boot",
                                "in-the-future",
                                "conflict")));
        write(new byte[] {1, 2, 3}).statusCode(400);
        write(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7})
                .statusCode(413);
        given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .contentType("application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .body(body)
                .post("/api/v1/write")
                .then()
                .statusCode(403);
    }

    @Test
    void shouldSendSendersOfVersionTwoBackToVersionOne() {
        byte[] body = WriteRequests.recorded(1);
        for (String type : List.of(
                "application/x-protobuf;proto=io.prometheus.write.v2.Request",
                "application/x-protobuf; proto=\"io.prometheus.write.v2.Request\"")) {
            write(body, type, "2.0.0").statusCode(415);
        }
        write(body, "application/x-protobuf", "2.0.0").statusCode(415);
        write(body, "application/x-protobuf;proto=prometheus.WriteRequest", "0.1.0")
                .statusCode(204);
    }

    private static Map<String, String> labels(String metric, UUID vpsId, String boot) {
        return new TreeMap<>(
                Map.of("__name__", metric, "vps_id", vpsId.toString(), "boot", boot, "owner", "Ada Lovelace"));
    }

    private static ValidatableResponse write(byte[] body) {
        return write(body, "application/x-protobuf", "0.1.0");
    }

    private static ValidatableResponse write(byte[] body, String type, String version) {
        return given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType(type)
                .header("Content-Encoding", "Snappy")
                .header("X-Prometheus-Remote-Write-Version", version)
                .header("User-Agent", "Prometheus/2.42.0+ds")
                .body(body)
                .post("/api/v1/write")
                .then();
    }

    private static long stored(UUID vpsId) {
        return count("SELECT count(*) FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'");
    }

    private static long sum(UUID vpsId, String column) {
        return count(
                "SELECT sum(" + column + ") FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'");
    }
}
