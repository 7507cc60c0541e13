package com.estflux.privacy.metrics.counter;

import static com.estflux.privacy.metrics.fixture.Suite.count;
import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.metrics.fixture.WriteRequests;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counters that do not simply grow: falls, resets, two sources of one VPS, several devices. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class CounterSourcesTest {

    private static final Instant START = Instant.parse("2026-03-10T10:00:00Z");
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final long UNKNOWN = -1;
    private static final long HIGH = 900_000_000_000L;
    private static final List<String> OTHERS = List.of(
            "vps_cpu_seconds_total",
            "vps_memory_used_bytes",
            "vps_disk_read_bytes_total",
            "vps_disk_written_bytes_total",
            "vps_disk_reads_total",
            "vps_disk_writes_total",
            "vps_network_transmit_bytes_total");
    private static final String RECEIVED = "vps_network_receive_bytes_total";

    /** What one of the hosts read of the counter of bytes received, a minute after the other. */
    private record Read(long boot, long value) {}

    static List<Arguments> histories() {
        long big = 5_000_000_000L;
        return List.of(
                Arguments.of("a fall within a boot", reads(7, big, big + 50, big - 20, big + 90), 90L),
                Arguments.of(
                        "a live migration, one boot, read from both hosts",
                        reads(7, HIGH, HIGH + 5, 3, HIGH + 10, 9, HIGH + 20, 12),
                        29L),
                Arguments.of(
                        "a live migration, each host with a boot of its own",
                        List.of(
                                new Read(7, HIGH),
                                new Read(8, 5),
                                new Read(7, HIGH + 10),
                                new Read(8, 9),
                                new Read(7, HIGH + 20)),
                        29L),
                Arguments.of(
                        "a live migration to a host that goes on from a large number",
                        reads(7, 100, 110, HIGH, 120, HIGH + 9, 125),
                        34L),
                Arguments.of(
                        "a device that goes and comes back", reads(7, 100_000_000_010L, 10, 12, 100_000_000_015L), 5L),
                Arguments.of(
                        "a device that goes and comes back, without a boot",
                        reads(UNKNOWN, 100_000_000_000L, 100_000_000_001L, 5_000_000, 100_000_000_005L),
                        5L),
                Arguments.of(
                        "a reset without a boot that is plausible",
                        reads(UNKNOWN, HIGH, HIGH + 600, HIGH + 1_200, 500, 1_100),
                        2_300L),
                Arguments.of(
                        "a reset without a boot that is not",
                        reads(UNKNOWN, HIGH, HIGH + 600, HIGH + 1_200, 80_000_000, 80_000_600),
                        1_800L),
                Arguments.of(
                        "two hosts in turns, without a boot",
                        reads(UNKNOWN, HIGH, HIGH + 5, 40_000_000, HIGH + 10, 40_000_007, HIGH + 20, 40_000_009),
                        29L),
                Arguments.of("a host that counts from zero after a boot", reads(7, 1, 8), 7L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void shouldBillNothingThatIsDoubtfulInAnyOrder(String what, List<Read> history, long expected) {
        for (long seed = 0; seed < 3; seed++) {
            UUID vpsId = vps();
            List<WriteRequests> requests = new ArrayList<>();
            for (int i = 0; i < history.size(); i++) {
                WriteRequests request = new WriteRequests();
                add(request, vpsId, history.get(i), i, Map.of());
                requests.add(request);
            }
            if (seed > 0) {
                Collections.shuffle(requests, new Random(seed));
            }
            requests.forEach(CounterSourcesTest::write);

            assertThat(received(vpsId)).as("%s, order %d", what, seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldPutAFallOnRecord() {
        UUID vpsId = vps();
        List<Read> history = reads(7, 1_000, 900, 1_100);
        for (int i = 0; i < history.size(); i++) {
            WriteRequests request = new WriteRequests();
            add(request, vpsId, history.get(i), i, Map.of());
            write(request);
        }

        assertThat(received(vpsId)).isEqualTo(100);
        assertThat(count("SELECT count(*) FROM counter_report WHERE reason = 'fell' AND vps_id = '" + vpsId + "'"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldAddUpTheDevicesOfAMomentInAnyOrderOverAnyShards(long seed) {
        UUID vpsId = vps();
        Random random = new Random(seed);
        List<Runnable> series = new ArrayList<>();
        for (int minute = 0; minute < 5; minute++) {
            int at = minute;
            for (String metric : OTHERS.subList(0, 6)) {
                boolean disk = metric.contains("disk");
                for (String device : disk ? List.of("vda", "vdb") : List.of("")) {
                    series.add(() -> write(new WriteRequests()
                            .series(labels(metric, vpsId, 3, Map.of("device", device)), 10 * at, millis(at))));
                }
            }
            for (String device : List.of("tap-ada", "eth1", "eth2")) {
                for (String metric : List.of(RECEIVED, "vps_network_transmit_bytes_total")) {
                    series.add(() -> write(new WriteRequests()
                            .series(labels(metric, vpsId, 3, Map.of("device", device)), 100 * at, millis(at))));
                }
            }
        }
        Collections.shuffle(series, random);
        series.forEach(Runnable::run);

        assertThat(received(vpsId)).isEqualTo(3 * 400);
        assertThat(sum(vpsId, "disk_read_bytes")).isEqualTo(2 * 40);
        assertThat(sum(vpsId, "cpu_microseconds")).isEqualTo(40_000_000);
        assertThat(sum(vpsId, "interval_seconds")).isEqualTo(240);
        assertThat(count("SELECT count(*) FROM counter_reading r WHERE r::text LIKE '%ada%'"))
                .as("no name of a device is kept")
                .isZero();
    }

    @Test
    void shouldAddUpTheDevicesOfLineProtocol() {
        UUID vpsId = vps();
        for (int minute = 0; minute < 3; minute++) {
            String time = " " + START.plusSeconds(60L * minute).getEpochSecond();
            String vps = "vps_counters,vps_id=" + vpsId;
            given().auth()
                    .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                    .queryParam("precision", "s")
                    .contentType("text/plain")
                    .body(String.join(
                                    "\n",
                                    vps + ",device=eth1 boot=1i,network_received_bytes=" + 7 * minute
                                            + "i,network_transmitted_bytes=1i" + time,
                                    vps + ",device=eth0 boot=1i,network_received_bytes=" + 5 * minute
                                            + "i,network_transmitted_bytes=1i" + time,
                                    vps + ",device=vda boot=1i,disk_read_bytes=1i,disk_written_bytes=1i,"
                                            + "disk_read_operations=1i,disk_write_operations=1i" + time,
                                    vps + " boot=1i,cpu_microseconds=1i,memory_used_bytes=64i" + time)
                            .getBytes(StandardCharsets.UTF_8))
                    .post("/api/v2/write")
                    .then()
                    .statusCode(204);
        }

        assertThat(received(vpsId)).isEqualTo(24);
        assertThat(sum(vpsId, "memory_used_bytes")).isEqualTo(128);
    }

    @Test
    void shouldRefuseOnlyWhatConflicts() {
        UUID vpsId = vps();
        WriteRequests first = new WriteRequests();
        add(first, vpsId, new Read(1, 1_000), 0, Map.of());
        WriteRequests part = new WriteRequests().series(labels(RECEIVED, vpsId, 1, Map.of()), 1_500, millis(1));
        WriteRequests whole = new WriteRequests();
        add(whole, vpsId, new Read(1, 9_999), 1, Map.of());
        write(first);
        write(part);

        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .body(whole.packed())
                .post("/api/v1/write")
                .then()
                .statusCode(400);

        assertThat(received(vpsId)).as("the first word stands").isEqualTo(500);
        assertThat(sum(vpsId, "cpu_microseconds")).as("the others count").isEqualTo(1_000_000);
    }

    private static List<Read> reads(long boot, long... values) {
        List<Read> reads = new ArrayList<>();
        for (long value : values) {
            reads.add(new Read(boot, value));
        }
        return reads;
    }

    private static UUID vps() {
        return newVps(UUID.randomUUID(), "10.56.0." + ADDRESSES.incrementAndGet(), START);
    }

    private static void add(WriteRequests request, UUID vpsId, Read read, int minute, Map<String, String> more) {
        for (String metric : OTHERS) {
            request.series(labels(metric, vpsId, read.boot(), more), minute, millis(minute));
        }
        request.series(labels(RECEIVED, vpsId, read.boot(), more), (double) read.value(), millis(minute));
    }

    private static Map<String, String> labels(String metric, UUID vpsId, long boot, Map<String, String> more) {
        Map<String, String> labels = new HashMap<>(more);
        labels.put("__name__", metric);
        labels.put("vps_id", vpsId.toString());
        if (boot != UNKNOWN) {
            labels.put("boot", String.valueOf(boot));
        }
        return labels;
    }

    private static long millis(int minute) {
        return START.plusSeconds(60L * minute).toEpochMilli();
    }

    private static void write(WriteRequests request) {
        given().auth()
                .oauth2(Identities.token(Roles.USAGE_COLLECTOR))
                .contentType("application/x-protobuf")
                .header("Content-Encoding", "snappy")
                .body(request.packed())
                .post("/api/v1/write")
                .then()
                .statusCode(204);
    }

    private static long received(UUID vpsId) {
        return sum(vpsId, "received_bytes");
    }

    private static long sum(UUID vpsId, String column) {
        return count("SELECT coalesce(sum(" + column
                + "), 0) FROM usage_sample JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'");
    }
}
