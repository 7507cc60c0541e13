package com.estflux.privacy.metrics.usage;

import static com.estflux.privacy.metrics.fixture.Suite.newVps;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.estflux.privacy.contracts.usage.VpsSampled;
import com.estflux.privacy.metrics.fixture.Samples;
import com.estflux.privacy.platform.security.Roles;
import com.estflux.privacy.platform.testing.quarkus.Identities;
import com.estflux.privacy.platform.testing.quarkus.PrivacyInfrastructure;
import com.estflux.privacy.platform.time.Tallinn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Roll-ups against the simplest reference there is: a map of samples, summed anew. */
@QuarkusTest
@QuarkusTestResource(value = PrivacyInfrastructure.class, initArgs = @ResourceArg(name = "service", value = "metrics"))
class RollUpsTest {

    /** Spring's short day in Tallinn is among them. */
    private static final Instant START = Instant.parse("2026-03-27T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldEqualTheSamplesInAnyOrderWithRepetitionAndLateness(long seed) {
        Random random = new Random(seed);
        UUID vpsId = newVps(UUID.randomUUID(), "10.9.0." + seed, START);
        Map<Instant, VpsSampled> reference = new HashMap<>();
        List<VpsSampled> deliveries = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Instant at = START.plusSeconds(300L * random.nextInt(2_500));
            VpsSampled sample =
                    reference.computeIfAbsent(at, time -> Samples.sample(vpsId, time, random.nextLong(1L << 35)));
            deliveries.add(sample);
            if (random.nextInt(4) == 0) {
                deliveries.add(sample);
            }
        }
        Collections.shuffle(deliveries, random);

        for (int from = 0; from < deliveries.size(); ) {
            int to = Math.min(deliveries.size(), from + 1 + random.nextInt(120));
            Samples.deliver(deliveries.subList(from, to));
            if (random.nextBoolean()) {
                usage(vpsId, "hour", "2026-03-27", "2026-04-06");
            }
            from = to;
        }

        check(vpsId, "hour", "2026-03-27", "2026-04-06", reference, at -> at.truncatedTo(ChronoUnit.HOURS));
        check(vpsId, "day", "2026-03-01", "2026-05-01", reference, at -> day(at).atStartOfDay(Tallinn.ZONE)
                .toInstant());
        check(vpsId, "month", "2026-03-01", "2026-05-01", reference, at -> day(at).withDayOfMonth(1)
                .atStartOfDay(Tallinn.ZONE)
                .toInstant());
    }

    private static void check(
            UUID vpsId,
            String window,
            String from,
            String to,
            Map<Instant, VpsSampled> reference,
            Function<Instant, Instant> startOf) {
        Instant start = LocalDate.parse(from).atStartOfDay(Tallinn.ZONE).toInstant();
        Instant end = LocalDate.parse(to).atStartOfDay(Tallinn.ZONE).toInstant();
        Map<Instant, List<VpsSampled>> expected = reference.values().stream()
                .filter(sample -> !sample.sampledAt().isBefore(start)
                        && sample.sampledAt().isBefore(end))
                .collect(Collectors.groupingBy(sample -> startOf.apply(sample.sampledAt())));

        JsonPath usage = usage(vpsId, window, from, to);
        List<String> starts = usage.getList("windows.start");
        assertThat(starts.stream().map(Instant::parse)).containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (int i = 0; i < starts.size(); i++) {
            List<VpsSampled> samples = expected.get(Instant.parse(starts.get(i)));
            Map<String, Object> figures = usage.getMap("windows[" + i + "].usage");
            assertThat(number(figures, "samples")).isEqualTo(samples.size());
            assertThat(number(figures, "cpuMicroseconds")).isEqualTo(sum(samples, VpsSampled::cpuMicroseconds));
            assertThat(number(figures, "diskWriteOperations")).isEqualTo(sum(samples, VpsSampled::diskWriteOperations));
            assertThat(number(figures, "receivedBytes")).isEqualTo(sum(samples, VpsSampled::networkReceivedBytes));
            assertThat(number(figures, "transmittedBytes"))
                    .isEqualTo(sum(samples, VpsSampled::networkTransmittedBytes));
            assertThat(number(figures, "memoryBytesMax"))
                    .isEqualTo(samples.stream()
                            .mapToLong(VpsSampled::memoryUsedBytes)
                            .max()
                            .orElseThrow());
        }
    }

    private static long sum(List<VpsSampled> samples, Function<VpsSampled, Long> figure) {
        return samples.stream().mapToLong(figure::apply).sum();
    }

    private static long number(Map<String, Object> figures, String name) {
        return ((Number) figures.get(name)).longValue();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, Tallinn.ZONE);
    }

    private static JsonPath usage(UUID vpsId, String window, String from, String to) {
        return given().auth()
                .oauth2(Identities.token(Roles.BILLING_SYSTEM))
                .queryParam("from", from)
                .queryParam("to", to)
                .queryParam("window", window)
                .get("/v1/vps/{vpsId}/usage", vpsId)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
