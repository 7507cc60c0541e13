package com.estflux.privacy.metrics.counter;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.metrics.sample.Quarantine;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw counters against the simplest reference there is: all readings in their order, added up. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class CountersTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
    private static final List<String> GROWING = List.of(
            "cpuMicroseconds",
            "diskReadBytes",
            "diskWrittenBytes",
            "diskReadOperations",
            "diskWriteOperations",
            "networkReceivedBytes",
            "networkTransmittedBytes");
    private static final List<String> COLUMNS = List.of(
            "cpu_microseconds",
            "disk_read_bytes",
            "disk_written_bytes",
            "disk_read_operations",
            "disk_write_operations",
            "received_bytes",
            "transmitted_bytes");

    @Inject
    Quarantine quarantine;

    /** One reading of the seven counters that grow. */
    private record Read(long second, long boot, List<Long> counters) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLeadToTheSameUsageInAnyOrderInPartsWithRepetitionAndResets(long seed) {
        Random random = new Random(seed);
        UUID vpsId = newVps(UUID.randomUUID(), "10.5.0." + seed, START);
        List<Read> readings = history(random);
        List<String> lines = new ArrayList<>();
        for (Read reading : readings) {
            lines.addAll(random.nextInt(3) == 0 ? halves(vpsId, reading) : List.of(line(vpsId, reading)));
            if (random.nextInt(5) == 0) {
                lines.add(line(vpsId, reading));
            }
        }
        Collections.shuffle(lines, random);

        for (int from = 0; from < lines.size(); ) {
            int to = Math.min(lines.size(), from + 1 + random.nextInt(40));
            post(lines.subList(from, to)).statusCode(200).body("refusedCount", equalTo(0));
            from = to;
        }

        long[] expected = reference(readings);
        for (int i = 0; i < COLUMNS.size(); i++) {
            assertThat(figure(vpsId, "sum(" + COLUMNS.get(i) + ")")).isEqualTo(expected[i]);
            assertThat(figure(vpsId, "min(" + COLUMNS.get(i) + ")")).isNotNegative();
        }
        assertThat(figure(vpsId, "count(*)")).isEqualTo(readings.size() - 1);
        assertThat(figure(vpsId, "sum(interval_seconds)"))
                .isEqualTo(readings.get(readings.size() - 1).second()
                        - readings.get(0).second());
        assertThat(rolledUp(vpsId)).isEqualTo(expected[5]);
    }

    @Test
    void shouldCountAResetFromZeroAndAGapWhole() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.5.0.6", START);

        post(List.of(
                        line(vpsId, all(0, 7, 1_000)),
                        line(vpsId, all(300, 7, 1_600)),
                        line(vpsId, all(600, 8, 50)),
                        line(vpsId, all(900, 8, 20)),
                        line(vpsId, all(900 + 10_800, 8, 120))))
                .statusCode(200);

        assertThat(received(vpsId, 300)).isEqualTo(600);
        assertThat(received(vpsId, 600)).as("another boot").isEqualTo(50);
        assertThat(received(vpsId, 900)).as("a counter that fell").isZero();
        assertThat(received(vpsId, 11_700)).as("three hours in one").isEqualTo(70);
        assertThat(figure(vpsId, "max(interval_seconds)")).isEqualTo(10_800);
    }

    @Test
    void shouldReportWhatContradictsCannotBeOrStaysIncomplete() {
        UUID vpsId = newVps(UUID.randomUUID(), "10.5.0.7", START);
        String half = halves(vpsId, all(600, 1, 5)).get(0);

        post(List.of(
                        line(vpsId, all(0, 1, 0)),
                        line(vpsId, all(0, 2, 0)),
                        line(vpsId, all(300, 1, Long.MAX_VALUE)),
                        half,
                        half.replace("\"boot\":1", "\"boot\":-1"),
                        half.replace("\"boot\":1,", ""),
                        half.replace("{", "{\"owner\":\"Ada\",")))
                .statusCode(200)
                .body("refused.line", equalTo(List.of(2, 5, 6, 7)))
                .body(
                        "refused.reason",
                        equalTo(List.of("conflict", "out-of-range: boot", "missing-field: boot", "unknown-field")));
        assertThat(figure(vpsId, "sum(received_bytes)")).isZero();

        Suite.execute(
                "UPDATE counter_reading SET taken_at = taken_at - interval '25 hours' WHERE vps_id = '" + vpsId + "'");
        quarantine.giveUp().await().indefinitely();
        for (String reason : List.of("conflict", "implausible", "incomplete")) {
            assertThat(count("SELECT count(*) FROM counter_report WHERE vps_id = '" + vpsId + "' AND reason = '"
                            + reason + "'"))
                    .as(reason)
                    .isEqualTo(1);
        }
    }

    private static List<Read> history(Random random) {
        List<Read> readings = new ArrayList<>();
        long[] counters = new long[GROWING.size()];
        long boot = 1;
        long second = 0;
        for (int i = 0; i < 100; i++) {
            second += 1 + random.nextInt(600);
            if (random.nextInt(12) == 0) {
                counters = new long[GROWING.size()];
                boot += 1 + random.nextInt(3);
            }
            for (int c = 0; c < counters.length; c++) {
                counters[c] += random.nextLong(1_000_000_000L);
            }
            readings.add(new Read(second, boot, Arrays.stream(counters).boxed().toList()));
        }
        return readings;
    }

    private static long[] reference(List<Read> readings) {
        long[] sums = new long[GROWING.size()];
        for (int i = 1; i < readings.size(); i++) {
            Read before = readings.get(i - 1);
            Read now = readings.get(i);
            for (int c = 0; c < sums.length; c++) {
                sums[c] += now.boot() == before.boot()
                        ? now.counters().get(c) - before.counters().get(c)
                        : now.counters().get(c);
            }
        }
        return sums;
    }

    private static Read all(long second, long boot, long value) {
        return new Read(second, boot, Collections.nCopies(GROWING.size(), value));
    }

    private static String line(UUID vpsId, Read reading) {
        return line(vpsId, reading, 0, GROWING.size()).replace("}", ",\"memoryUsedBytes\":1}");
    }

    private static List<String> halves(UUID vpsId, Read reading) {
        return List.of(
                line(vpsId, reading, 0, 3),
                line(vpsId, reading, 3, GROWING.size()).replace("}", ",\"memoryUsedBytes\":1}"));
    }

    private static String line(UUID vpsId, Read reading, int from, int to) {
        StringBuilder line = new StringBuilder("{\"vpsId\":\"%s\",\"readAt\":\"%s\",\"boot\":%d"
                .formatted(vpsId, START.plusSeconds(reading.second()), reading.boot()));
        for (int i = from; i < to; i++) {
            line.append(",\"")
                    .append(GROWING.get(i))
                    .append("\":")
                    .append(reading.counters().get(i));
        }
        return line.append('}').toString();
    }

    private static ValidatableResponse post(List<String> lines) {
        return given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/x-ndjson")
                .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                .post("/v1/counters")
                .then();
    }

    private static long rolledUp(UUID vpsId) {
        return given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .queryParam("from", "2026-03-01")
                .queryParam("to", "2026-04-01")
                .queryParam("window", "month")
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .jsonPath()
                .getLong("total.receivedBytes");
    }

    private static long received(UUID vpsId, long second) {
        return count("SELECT received_bytes FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId
                + "' AND sampled_at = '" + START.plusSeconds(second) + "'");
    }

    private static long figure(UUID vpsId, String figure) {
        return count("SELECT " + figure + " FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'");
    }
}
