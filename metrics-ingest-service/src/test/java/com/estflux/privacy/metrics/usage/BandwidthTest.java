package com.estflux.privacy.metrics.usage;

import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.metrics.fixture.Suite;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Percentiles against a plain array of the period's slots. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class BandwidthTest {

    @ParameterizedTest
    @CsvSource({
        // the whole of Tallinn's shortest and longest days, and a month with the change of clocks in it
        "2026-03-29, 2026-03-30, day, 276",
        "2026-10-25, 2026-10-26, day, 300",
        "2026-03-01, 2026-04-01, month, 8916",
        "2026-04-01, 2026-05-01, month, 8640"
    })
    void shouldTakeTheRankAmongAllExpectedSlots(String from, String to, String window, int expected) {
        Random random = new Random(expected);
        Instant start = startOf(from);
        UUID vpsId = newVps(UUID.randomUUID(), "10.8." + expected % 250 + ".1", start);
        long[] received = new long[expected];
        long[] transmitted = new long[expected];
        List<VpsSampled> samples = new ArrayList<>();
        for (int slot = 0; slot < expected; slot++) {
            if (random.nextInt(10) > 0) {
                long seed = random.nextLong(1L << 40);
                samples.add(Samples.sample(vpsId, start.plusSeconds(300L * slot + random.nextInt(300)), seed));
                received[slot] = seed + 7;
                transmitted[slot] = seed + 8;
            }
        }
        Samples.deliver(samples);

        JsonPath usage = usage(vpsId, from, to, window, "json").extract().jsonPath();

        assertThat(usage.getInt("bandwidth.expectedSlots")).isEqualTo(expected);
        assertThat(usage.getLong("bandwidth.receivedSlotBytes")).isEqualTo(reference(received));
        assertThat(usage.getLong("bandwidth.transmittedSlotBytes")).isEqualTo(reference(transmitted));
        assertThat(usage.getDouble("bandwidth.billableBitsPerSecond"))
                .isCloseTo(reference(transmitted) * 8 / 300.0, org.assertj.core.data.Percentage.withPercentage(1e-4));
    }

    @Test
    void shouldSpreadALongIntervalOverTheSlotsItCoversWithinItsDay() {
        Instant start = startOf("2026-05-05");
        UUID vpsId = newVps(UUID.randomUUID(), "10.8.251.1", start);
        Map<Integer, Long> slots = new HashMap<>();
        Samples.deliver(List.of(
                hourly(vpsId, start.plus(Duration.ofMinutes(7)), 1_001), // only the slots since midnight
                hourly(vpsId, start.plus(Duration.ofHours(3)), 1_207)));
        slots.put(0, 500L);
        slots.put(1, 501L);
        for (int slot = 25; slot < 36; slot++) {
            slots.put(slot, 100L);
        }
        slots.put(36, 107L);

        assertThat(usage(vpsId, "2026-05-05", "2026-05-06", "day", "json")
                        .extract()
                        .<Integer>path("total.receivedBytes"))
                .isEqualTo(2_208);
        assertThat(Suite.text(
                        "SELECT received_slots FROM usage_day JOIN vps USING (vps_no) WHERE vps_id = '" + vpsId + "'"))
                .isEqualTo(java.util.stream.IntStream.range(0, 288)
                        .mapToObj(slot -> slots.getOrDefault(slot, 0L).toString())
                        .collect(java.util.stream.Collectors.joining(",", "{", "}")));
    }

    @Test
    void shouldWriteCsvThatSaysWhatTheJsonSays() {
        UUID subject = UUID.randomUUID();
        Instant start = startOf("2026-06-01");
        UUID vpsId = newVps(subject, "10.8.252.1", start);
        UUID other = newVps(subject, "10.8.252.2", start);
        Samples.deliver(List.of(
                Samples.sample(vpsId, start, 10),
                Samples.sample(vpsId, start.plus(Duration.ofDays(1)), 20),
                Samples.sample(other, start, 30)));

        String csv = given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .queryParam("from", "2026-06-01")
                .queryParam("to", "2026-07-01")
                .queryParam("format", "csv")
                .get("/v1/subjects/{subjectId}/usage", subject)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .extract()
                .asString();

        List<String> lines = csv.lines().toList();
        assertThat(lines).hasSize(6);
        int columns = lines.get(0).split(",", -1).length;
        assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
        assertThat(lines.get(0)).startsWith("row,vpsId,start,end,samples,");
        assertThat(lines.get(1)).startsWith("window,,2026-05-31T21:00:00Z,2026-06-01T21:00:00Z,2,600,42,");
        assertThat(lines).anyMatch(line -> line.startsWith("vps," + vpsId + ",2026-05-31T21:00:00Z,"));
        assertThat(lines.get(5)).startsWith("total,,2026-05-31T21:00:00Z,2026-06-30T21:00:00Z,3,900,63,");
        assertThat(lines.get(5)).endsWith(",8640,432,0.000000,0.000000,0.000000");
        usage(vpsId, "2026-06-01", "2026-07-01", "day", "xml", 400);
    }

    private static VpsSampled hourly(UUID vpsId, Instant at, long bytes) {
        return new VpsSampled(vpsId, at, 3_600, 0, 0, 0, 0, 0, 0, bytes, 0);
    }

    private static long reference(long[] slots) {
        long[] ascending = slots.clone();
        Arrays.sort(ascending);
        return ascending[(int) Math.ceil(slots.length * 19 / 20.0) - 1];
    }

    private static Instant startOf(String date) {
        return LocalDate.parse(date).atStartOfDay(Tallinn.ZONE).toInstant();
    }

    private static ValidatableResponse usage(UUID vpsId, String from, String to, String window, String format) {
        return usage(vpsId, from, to, window, format, 200);
    }

    private static ValidatableResponse usage(
            UUID vpsId, String from, String to, String window, String format, int status) {
        return given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .queryParam("from", from)
                .queryParam("to", to)
                .queryParam("window", window)
                .queryParam("format", format)
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .then()
                .statusCode(status);
    }
}
